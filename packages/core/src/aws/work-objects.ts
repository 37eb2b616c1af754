import type * as z from 'zod';
import { workKeys } from '../contract/keys.ts';
import { Sweep } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { ContractError } from '../errors.ts';
import type { ObjectStore } from './object-store.ts';

/** Reads a JSON object, or undefined when there is none. Throws ContractError, naming the key, when it does not have the shape. */
export async function readObject<T>(store: ObjectStore, key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await store.read(key);
  return text === undefined ? undefined : parsed(text, schema, `s3://${store.bucket}/${key}`);
}

export async function writeObject(store: ObjectStore, key: string, value: unknown): Promise<void> {
  await store.write(key, JSON.stringify(value));
}

/** Reads an object of JSON lines; none when there is no object. Throws ContractError, naming key and line. */
export async function readLines<T>(store: ObjectStore, key: string, schema: z.ZodType<T>): Promise<T[]> {
  const text = (await store.read(key)) ?? '';
  return text
    .split('\n')
    .flatMap((line, index) =>
      line === '' ? [] : [parsed(line, schema, `line ${index + 1} of s3://${store.bucket}/${key}`)],
    );
}

/** What a sweep was asked for and with which settings. Throws ContractError when there is no such sweep. */
export async function readSweep(work: ObjectStore, sweepId: SweepId): Promise<Sweep> {
  const sweep = await readObject(work, workKeys.sweep(sweepId), Sweep);
  if (sweep === undefined) throw new ContractError(`no sweep ${sweepId} in s3://${work.bucket}`);
  return sweep;
}

function parsed<T>(text: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ContractError(`${what} is not JSON`, { cause: error });
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw new ContractError(`${what} does not have the shape of the contract: ${problems.join('; ')}`);
}
