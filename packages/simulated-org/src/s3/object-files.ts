import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, type Stats } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
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
  /** Of what this process wrote; others are read to know their ETag. The inode tells which of two writes came last. */
  readonly #etags = new Map<string, { readonly inode: number; readonly modifiedAt: number; readonly etag: string }>();
  #written = 0;

  constructor(root: string, temporary: string) {
    this.#root = root;
    this.#temporary = temporary;
    // A process that was killed may have left a file that is an object too; a new one of that name would be written into the object.
    rmSync(temporary, { recursive: true, force: true });
  }

  async createBucket(bucket: string): Promise<void> {
    await mkdir(join(this.#root, bucket), { recursive: true });
  }

  /** The object's bytes and when it was written, or undefined when there is none. */
  async read(bucket: string, key: string): Promise<{ readonly body: Buffer; readonly modifiedAt: Date } | undefined> {
    const file = this.#fileOf(bucket, key);
    // From one handle, so that both are of the same object when another takes its place meanwhile.
    const handle = await unlessMissing(() => open(file));
    try {
      const stats = await handle?.stat();
      if (handle === undefined || stats?.isFile() !== true) return undefined;
      return { body: await handle.readFile(), modifiedAt: new Date(modifiedAtOf(stats)) };
    } finally {
      await handle?.close();
    }
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
    const { ino: inode } = await stat(temporary);
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
    this.#etags.set(file, { inode, modifiedAt: at, etag });
    return etag;
  }

  async remove(bucket: string, key: string): Promise<void> {
    const file = this.#fileOf(bucket, key);
    if (await isFile(file)) await rm(file, { force: true });
  }

  /** All keys that start with a prefix, in the order of their UTF-8 bytes. */
  async keys(bucket: string, prefix: string): Promise<string[]> {
    const folder = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
    // No key starts with what cannot be a folder.
    if (prefix.startsWith('/') || (folder !== '' && !canBeFile(folder))) return [];
    const start = join(this.#root, bucket, folder);
    const entries = await unlessMissing(() => readdir(start, { recursive: true, withFileTypes: true }));
    return (entries ?? [])
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
    const stats = await unlessMissing(() => stat(file));
    if (stats?.isFile() !== true) return undefined;
    const etag = await this.#etagOf(file, stats);
    return etag === undefined ? undefined : { key, size: stats.size, modifiedAt: new Date(modifiedAtOf(stats)), etag };
  }

  async #etagOf(file: string, stats: Stats): Promise<string | undefined> {
    const known = this.#etags.get(file);
    if (known?.inode === stats.ino && known.modifiedAt === modifiedAtOf(stats)) return known.etag;
    const body = await unlessMissing(() => readFile(file));
    return body === undefined ? undefined : etagOf(body);
  }

  #fileOf(bucket: string, key: string): string {
    if (!canBeFile(key)) throw cannotBeFile(key);
    return join(this.#root, bucket, key);
  }
}

/** What the file system says of a name that is a folder already, is below a file, or is too long. */
const NO_FILE: ReadonlySet<unknown> = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG']);

function canBeFile(key: string): boolean {
  return key.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
}

export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The file system keeps nanoseconds, and a millisecond is not always a whole number of its own units. */
function modifiedAtOf({ mtimeMs }: Stats): number {
  return Math.round(mtimeMs);
}

async function isFile(file: string): Promise<boolean> {
  return (await unlessMissing(() => stat(file)))?.isFile() ?? false;
}

/** What the file system says of a file that is not there, or is no file. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

/** Reads what somebody may remove at any moment; undefined when it is not there. */
async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (MISSING.has((error as { code?: unknown }).code)) return undefined;
    throw error;
  }
}

function cannotBeFile(key: string): ServiceError {
  return new ServiceError(
    'InvalidRequest',
    `the key ${key} cannot be a file here: it has an empty, dotted or too long part, or is below or above another object`,
  );
}
