import type { ResultWriter } from './definition.ts';
import { Aborted, StateError } from './errors.ts';
import { unlessAborted } from './race.ts';
import type { Visit } from './visit.ts';

/** How a child execution ended; `output` of a failed one is its Error and Cause. Times are milliseconds since 1970. */
export type ChildResult = {
  readonly arn: string;
  readonly name: string;
  readonly input: unknown;
  readonly startedAt: number;
  readonly stoppedAt: number;
} & ChildEnd;

type ChildEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | {
      readonly status: 'FAILED';
      readonly output: { readonly Error: string | undefined; readonly Cause: string | undefined };
    };

/** A file is closed when it has this many characters, so that the results of many children never stand in memory. AWS's files go up to 5 GB. */
const FILE_CHARACTERS = 5_000_000;

type Status = ChildResult['status'];

/** What will be the next file: a text for each child, and how many characters they have together. */
interface PendingFile {
  readonly texts: string[];
  characters: number;
}

function emptyFile(): PendingFile {
  return { texts: [], characters: 0 };
}

/**
 * Writes the results of a Map Run to S3 as AWS does: SUCCEEDED_n.json, FAILED_n.json, and a manifest that names them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export class ResultFiles {
  readonly #visit: Visit;
  readonly #bucket: string;
  readonly #folder: string;
  readonly #mapRunArn: string;
  readonly #pending: Record<Status, PendingFile> = { SUCCEEDED: emptyFile(), FAILED: emptyFile() };
  readonly #written: Record<Status, { Key: string; Size: number }[]> = { SUCCEEDED: [], FAILED: [] };

  private constructor(visit: Visit, place: { bucket: string; folder: string; mapRunArn: string }) {
    this.#visit = visit;
    this.#bucket = place.bucket;
    this.#folder = place.folder;
    this.#mapRunArn = place.mapRunArn;
  }

  static async open(
    writer: ResultWriter,
    { visit, mapRunArn }: { readonly visit: Visit; readonly mapRunArn: string },
  ): Promise<ResultFiles> {
    const bucket = await visit.evaluateText(writer.Arguments.Bucket, 'ResultWriter/Arguments/Bucket');
    const { Prefix } = writer.Arguments;
    const prefix = Prefix === undefined ? '' : await visit.evaluateText(Prefix, 'ResultWriter/Arguments/Prefix');
    const id = mapRunArn.slice(mapRunArn.lastIndexOf(':') + 1);
    return new ResultFiles(visit, {
      bucket,
      folder: prefix === '' ? id : `${prefix.replace(/\/$/, '')}/${id}`,
      mapRunArn,
    });
  }

  async add(child: ChildResult): Promise<void> {
    const pending = this.#pending[child.status];
    const text = JSON.stringify(lineOf(child));
    pending.texts.push(text);
    pending.characters += text.length;
    if (pending.characters > FILE_CHARACTERS) await this.#write(child.status);
  }

  /** Writes what is left and the manifest. Returns the result of the Map. */
  async close(): Promise<unknown> {
    await this.#write('SUCCEEDED');
    await this.#write('FAILED');
    const key = `${this.#folder}/manifest.json`;
    const manifest = {
      DestinationBucket: this.#bucket,
      MapRunArn: this.#mapRunArn,
      ResultFiles: { ...this.#written, PENDING: [] },
    };
    await this.#put(key, JSON.stringify(manifest));
    return { MapRunArn: this.#mapRunArn, ResultWriterDetails: { Bucket: this.#bucket, Key: key } };
  }

  async #write(status: Status): Promise<void> {
    const { texts } = this.#pending[status];
    if (texts.length === 0) return;
    const body = `[${texts.join(',')}]`;
    this.#pending[status] = emptyFile();
    const written = this.#written[status];
    const key = `${this.#folder}/${status}_${written.length}.json`;
    written.push({ Key: key, Size: Buffer.byteLength(body) });
    await this.#put(key, body);
  }

  async #put(key: string, body: string): Promise<void> {
    const { surroundings, signal } = this.#visit.execution;
    const object = { bucket: this.#bucket, key, body };
    try {
      await unlessAborted(surroundings.clock, signal, () => surroundings.s3.putObject(object));
    } catch (error) {
      if (error instanceof Aborted) throw error;
      throw new StateError(
        'States.ResultWriterFailed',
        `Unable to write s3://${this.#bucket}/${key}: ${(error as Error).message}`,
      );
    }
  }
}

function lineOf({ arn, name, input, startedAt, stoppedAt, ...end }: ChildResult): unknown {
  return {
    ExecutionArn: arn,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...(end.status === 'SUCCEEDED'
      ? { Output: JSON.stringify(end.output), OutputDetails: { Included: true } }
      : end.output),
    StartDate: new Date(startedAt).toISOString(),
    Status: end.status,
    StopDate: new Date(stoppedAt).toISOString(),
  };
}
