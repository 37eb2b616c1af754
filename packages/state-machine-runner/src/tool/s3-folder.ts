import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { S3Access } from '../execution.ts';

/** S3 as a folder: an object is the file `FOLDER/BUCKET/KEY`. */
export function s3In(folder: string): S3Access {
  return {
    async getObject({ bucket, key }) {
      try {
        return await readFile(fileOf(folder, bucket, key), 'utf8');
      } catch (error) {
        if ((error as { readonly code?: unknown }).code !== 'ENOENT') throw error;
        throw new Error('The specified key does not exist.', { cause: error });
      }
    },
    async putObject({ bucket, key, body }) {
      const file = fileOf(folder, bucket, key);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, body);
    },
  };
}

/** Throws an Error for a key that leads out of its bucket. */
function fileOf(folder: string, bucket: string, key: string): string {
  const root = join(folder, bucket);
  const file = join(root, key);
  const way = relative(root, file);
  if (bucket === '' || bucket.includes(sep) || bucket === '..' || way === '' || way.split(sep)[0] === '..') {
    throw new Error(`s3://${bucket}/${key} names no file below the folder`);
  }
  return file;
}
