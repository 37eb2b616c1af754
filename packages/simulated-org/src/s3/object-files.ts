import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { ServiceError } from '../operation.ts';

export interface ObjectFacts {
  readonly key: string;
  readonly size: number;
  readonly modifiedAt: Date;
  readonly etag: string;
}

/**
 * Buckets as folders and objects as files, `<root>/BUCKET/KEY`, so that other tools can read them. An object is written beside the buckets and then put
 * into its place, so nobody ever sees half of one. A key that cannot be the name of a file is refused.
 */
export class ObjectFiles {
  readonly #root: string;
  readonly #temporary: string;
  /** Of what this process wrote; others are read to know their ETag. */
  readonly #etags = new Map<string, { readonly modifiedAt: number; readonly etag: string }>();
  #written = 0;

  constructor(root: string, temporary: string) {
    this.#root = root;
    this.#temporary = temporary;
    // A process that was killed may have left a file that is an object too; a new one of that name would be written into the object.
    rmSync(temporary, { recursive: true, force: true });
  }

  hasBucket(bucket: string): boolean {
    return isBucketName(bucket) && existsSync(join(this.#root, bucket));
  }

  async createBucket(bucket: string): Promise<void> {
    if (!isBucketName(bucket)) throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
    await mkdir(join(this.#root, bucket), { recursive: true });
  }

  /** The object's bytes, or undefined when there is none. */
  async read(bucket: string, key: string): Promise<Buffer | undefined> {
    const file = this.#fileOf(bucket, key);
    return (await isFile(file)) ? readFile(file) : undefined;
  }

  /** The object's text at once, for templates that an operation refers to. */
  readText(bucket: string, key: string): string | undefined {
    const file = this.#fileOf(bucket, key);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  }

  /** Writes an object; `onlyNew` fails when there is one already, also when two write at once. Returns its ETag, or undefined then. */
  async write(
    { bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: Buffer },
    { at, onlyNew }: { readonly at: number; readonly onlyNew: boolean },
  ): Promise<string | undefined> {
    const file = this.#fileOf(bucket, key);
    this.#written += 1;
    const temporary = join(this.#temporary, `${process.pid}-${this.#written}`);
    await mkdir(this.#temporary, { recursive: true });
    await writeFile(temporary, body);
    await utimes(temporary, at / 1000, at / 1000);
    try {
      await mkdir(dirname(file), { recursive: true });
      // A link fails where a file is already; a rename takes its place.
      await (onlyNew ? link(temporary, file) : rename(temporary, file));
    } catch (error) {
      if (onlyNew && (await isFile(file))) return undefined;
      throw NO_FILE.has((error as { code?: unknown }).code) ? cannotBeFile(key) : error;
    } finally {
      await rm(temporary, { force: true });
    }
    const etag = etagOf(body);
    this.#etags.set(file, { modifiedAt: at, etag });
    return etag;
  }

  async remove(bucket: string, key: string): Promise<void> {
    const file = this.#fileOf(bucket, key);
    if (await isFile(file)) await rm(file);
  }

  /** All keys that start with a prefix, in the order of their UTF-8 bytes. */
  async keys(bucket: string, prefix: string): Promise<string[]> {
    const folder = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
    // No key starts with what cannot be a folder.
    if (prefix.startsWith('/') || (folder !== '' && !canBeFile(folder))) return [];
    const start = join(this.#root, bucket, folder);
    const entries = await readdir(start, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(this.#root, bucket).length + 1)
          .replaceAll(sep, '/'),
      )
      .filter((key) => key.startsWith(prefix))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  async facts(bucket: string, key: string): Promise<ObjectFacts | undefined> {
    const file = this.#fileOf(bucket, key);
    if (!(await isFile(file))) return undefined;
    const { size, mtimeMs } = await stat(file);
    // The file system keeps nanoseconds, and a millisecond is not always a whole number of its own units.
    const modifiedAt = Math.round(mtimeMs);
    const known = this.#etags.get(file);
    const etag = known?.modifiedAt === modifiedAt ? known.etag : etagOf(await readFile(file));
    return { key, size, modifiedAt: new Date(modifiedAt), etag };
  }

  #fileOf(bucket: string, key: string): string {
    if (!canBeFile(key)) throw cannotBeFile(key);
    return join(this.#root, bucket, key);
  }
}

/** What the file system says of a name that is a folder already, is below a file, or is too long. */
const NO_FILE: ReadonlySet<unknown> = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG']);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
}

function canBeFile(key: string): boolean {
  return key.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
}

export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function cannotBeFile(key: string): ServiceError {
  return new ServiceError(
    'InvalidRequest',
    `the key ${key} cannot be a file here: it has an empty, dotted or too long part, or is below or above another object`,
  );
}
