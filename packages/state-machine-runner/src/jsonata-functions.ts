import { createHash } from 'node:crypto';

/** Where time and chance of an expression come from. */
export interface FunctionSources {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Identifies the evaluation: the same seed draws the same. */
  readonly seed: string;
}

/** The digests that `$hash` knows. */
const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata's own that depend on time.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export function functionBindings({ now, seed }: FunctionSources, source: string): Readonly<Record<string, unknown>> {
  let draws = 0;
  const draw = (salt: string) => {
    draws += 1;
    return createHash('sha256').update(`${seed}/${source}/${draws}/${salt}`).digest();
  };
  return {
    now: () => new Date(now).toISOString(),
    millis: () => now,
    partition: (values: readonly unknown[], size: number) => chunks(values, size),
    range: (first: number, last: number, step: number) => sequence(numbers(first, last, step)),
    hash: (data: unknown, algorithm: string) => digest(data, algorithm),
    random: (given?: number) => draw(given === undefined ? '' : String(given)).readUInt32BE(0) / 2 ** 32,
    uuid: () => uuidFrom(draw('uuid')),
    parse: (text: string): unknown => JSON.parse(text),
    eval: undefined,
  };
}

function chunks(values: readonly unknown[], size: number): unknown[] {
  const result: unknown[] = [];
  for (let at = 0; at < values.length; at += size) result.push(values.slice(at, at + size));
  return result;
}

function numbers(first: number, last: number, step: number): unknown[] {
  if (step === 0) throw new Error('the step of $range must not be 0');
  const result: unknown[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) result.push(value);
  return result;
}

/** JSONata unwraps a sequence of one, and an array only when it carries its mark. AWS unwraps $range so, and not $partition. */
function sequence(values: unknown[]): unknown[] {
  return Object.defineProperty(values, 'sequence', { value: true, enumerable: false });
}

function digest(data: unknown, algorithm: string): string {
  const name = DIGESTS[algorithm];
  if (name === undefined) throw new Error(`$hash does not know the algorithm ${algorithm}`);
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash(name).update(text).digest('hex');
}

function uuidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
