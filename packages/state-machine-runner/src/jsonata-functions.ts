import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { numberFrom, uuidFrom } from './chance.ts';

/** Where time and chance of an expression come from. */
export interface FunctionSources {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Names the visit of the state: the same seed draws the same. */
  readonly seed: string;
}

/**
 * All functions that an expression may call: those of JSONata without $eval, and those that Step Functions adds.
 * https://docs.jsonata.org/string-functions and the pages after it
 */
export const FUNCTION_NAMES: ReadonlySet<string> = new Set(
  [
    'string length substring substringBefore substringAfter uppercase lowercase trim pad contains split join match replace',
    'base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl',
    'number abs floor ceil round power sqrt random formatNumber formatBase formatInteger parseInteger',
    'sum max min average boolean not exists',
    'count append sort reverse shuffle distinct zip',
    'keys lookup spread merge sift each error assert type clone',
    'now millis fromMillis toMillis',
    'map filter single reduce',
    'partition range hash uuid parse',
  ].flatMap((names) => names.split(' ')),
);

/** The clock's time as JSONata writes it. */
const TIME_AS_TEXT = jsonata('$fromMillis($now, $picture, $zone)');

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
export function functionBindings({ now, seed }: FunctionSources, field: string): Readonly<Record<string, unknown>> {
  let draws = 0;
  const draw = () => {
    draws += 1;
    return `${seed}/${field}/${draws}`;
  };
  return {
    now: (picture?: string, zone?: string) => TIME_AS_TEXT.evaluate(undefined, { now, picture, zone }),
    millis: () => now,
    partition: (values: readonly unknown[], size: number) => chunks(values, size),
    range: (first: number, last: number, step: number) => sequence(numbers(first, last, step)),
    hash: (data: unknown, algorithm: string) => digest(data, algorithm),
    random: (given?: number) => numberFrom(given === undefined ? draw() : String(given)),
    shuffle: (values: unknown) => shuffled(values, () => numberFrom(draw())),
    uuid: () => uuidFrom(draw()),
    parse: (text: string): unknown => JSON.parse(text),
    eval: undefined,
  };
}

/** By chance, but the same in every run. https://docs.jsonata.org/array-functions#shuffle */
function shuffled(values: unknown, chance: () => number): unknown {
  if (values === undefined) return undefined;
  const rest = Array.isArray(values) ? (values as unknown[]).slice() : [values];
  const result: unknown[] = [];
  while (rest.length > 0) result.push(...rest.splice(Math.floor(chance() * rest.length), 1));
  return result;
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
