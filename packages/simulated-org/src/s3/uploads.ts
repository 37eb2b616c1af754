import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ServiceError } from '../operation.ts';
import { etagOf } from './object-files.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;

const SMALLEST_PART = 5 * 1024 * 1024;

/** A part as the request that completes an upload lists it. */
export interface ListedPart {
  readonly number: number;
  readonly etag: string;
}

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

  /** The listed parts as one. Throws ServiceError when the list is out of order, or is not of what was uploaded. */
  async body(id: string, upload: Upload, listed: readonly ListedPart[]): Promise<Buffer> {
    await this.#check(id, upload);
    if (listed.some(({ number }, index) => number <= (listed[index - 1]?.number ?? 0))) {
      throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    const parts = await Promise.all(listed.map((part) => this.#partOf(id, part)));
    if (parts.slice(0, -1).some(({ length }) => length < SMALLEST_PART)) {
      throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    return Buffer.concat(parts);
  }

  async #partOf(id: string, { number, etag }: ListedPart): Promise<Buffer> {
    const body = await readFile(join(this.#root, id, partName(number))).catch(() => undefined);
    if (body === undefined || etagOf(body) !== etag) {
      throw new ServiceError(
        'InvalidPart',
        'One or more of the specified parts could not be found, or has another ETag.',
      );
    }
    return body;
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
