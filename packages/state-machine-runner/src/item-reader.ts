import type { ItemReader } from './definition.ts';
import { Aborted, StateError } from './errors.ts';
import { MAX_ITEM_BYTES } from './limits.ts';
import { unlessAborted } from './race.ts';
import { typeNameOf, type MapItem, type Visit } from './visit.ts';

/**
 * The items of a Distributed Map from an S3 object: a JSON array, or one JSON value per line. Whatever is wrong with it is
 * States.ItemReaderFailed. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export async function readItems(reader: ItemReader, visit: Visit): Promise<readonly MapItem[]> {
  const bucket = await visit.evaluateText(reader.Arguments.Bucket, 'ItemReader/Arguments/Bucket');
  const key = await visit.evaluateText(reader.Arguments.Key, 'ItemReader/Arguments/Key');
  const most = await maxItems(reader, visit);
  const text = await readObject(visit, { bucket, key });
  const values = reader.ReaderConfig.InputType === 'JSON' ? jsonArray(text) : jsonLines(text);
  checkSizes(values, text);
  return values.slice(0, most).map((Value, Index) => ({ Index, Value }));
}

async function readObject(visit: Visit, object: { readonly bucket: string; readonly key: string }): Promise<string> {
  const { surroundings, signal } = visit.execution;
  try {
    return await unlessAborted(surroundings.clock, signal, () => surroundings.s3.getObject(object));
  } catch (error) {
    if (error instanceof Aborted) throw error;
    throw failed(`Unable to read s3://${object.bucket}/${object.key}: ${(error as Error).message}`);
  }
}

/** 0 means all. */
async function maxItems({ ReaderConfig: { MaxItems } }: ItemReader, visit: Visit): Promise<number> {
  if (MaxItems === undefined) return Infinity;
  const most = await visit.evaluate(MaxItems, 'ItemReader/ReaderConfig/MaxItems');
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 0) throw failed('field MaxItems must be positive');
  return most === 0 ? Infinity : most;
}

function jsonArray(text: string): unknown[] {
  const value = parsed(text, 'the object');
  if (!Array.isArray(value)) throw failed(`the object must be a JSON array but is: ${typeNameOf(value)}`);
  return value;
}

function jsonLines(text: string): unknown[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parsed(line, `line ${index + 1}`)]));
}

/** Only a text that is too large for one item can have such an item. */
function checkSizes(values: readonly unknown[], text: string): void {
  if (Buffer.byteLength(text) <= MAX_ITEM_BYTES) return;
  for (const [index, value] of values.entries()) {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > MAX_ITEM_BYTES) throw failed(`item ${index} is ${bytes} bytes, which is more than ${MAX_ITEM_BYTES}`);
  }
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw failed(`${what} is not JSON`);
  }
}

function failed(cause: string): StateError {
  return new StateError('States.ItemReaderFailed', cause);
}
