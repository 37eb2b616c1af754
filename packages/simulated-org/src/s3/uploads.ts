import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ServiceError } from '../operation.ts';
import { etagOf } from './object-files.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;

interface Upload {
  readonly bucket: string;
  readonly key: string;
}

/** Uploads in parts, which lie in a folder each until they are completed or given up. */
export class Uploads {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async begin(upload: Upload): Promise<string> {
    // Nothing that anybody compares depends on this id.
    const id = randomUUID();
    await mkdir(join(this.#root, id), { recursive: true });
    await writeFile(join(this.#root, id, 'upload.json'), JSON.stringify(upload));
    return id;
  }

  async addPart(
    id: string,
    upload: Upload,
    { number, body }: { readonly number: number; readonly body: Buffer },
  ): Promise<string> {
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
      throw new ServiceError(
        'InvalidArgument',
        `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
      );
    }
    await this.#check(id, upload);
    await writeFile(join(this.#root, id, partName(number)), body);
    return etagOf(body);
  }

  /** The parts in the order of their numbers, as one. */
  async body(id: string, upload: Upload): Promise<Buffer> {
    await this.#check(id, upload);
    const names = (await readdir(join(this.#root, id))).filter((name) => name.startsWith('part-')).toSorted();
    const parts = await Promise.all(names.map((name) => readFile(join(this.#root, id, name))));
    return Buffer.concat(parts);
  }

  /** Once it is completed or given up. */
  async remove(id: string, upload: Upload): Promise<void> {
    await this.#check(id, upload);
    await rm(join(this.#root, id), { recursive: true, force: true });
  }

  async #check(id: string, { bucket, key }: Upload): Promise<void> {
    const text = /^[0-9a-f-]{36}$/.test(id)
      ? await readFile(join(this.#root, id, 'upload.json'), 'utf8').catch(() => '{}')
      : '{}';
    const held = JSON.parse(text) as Partial<Upload>;
    if (held.bucket !== bucket || held.key !== key) {
      throw new ServiceError('NoSuchUpload', 'The specified upload does not exist.', 404);
    }
  }
}

function partName(number: number): string {
  return `part-${String(number).padStart(5, '0')}`;
}
