import { appendFileSync, closeSync, existsSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { StateDirectoryError } from './errors.ts';
import type { Change } from './memory-store.ts';

/** What one request changed, and when (milliseconds since 1970). */
export interface JournalLine {
  readonly time: number;
  readonly changes: readonly Change[];
}

/**
 * Every change of state, one line per request, written before the answer goes out. What is in it survives the process; the last line may be half
 * written when the process was killed in the middle of it, and then the answer never went out: it is cut off.
 */
export class Journal {
  readonly #descriptor: number;
  /** How many bytes its whole lines have. */
  #length: number;

  private constructor(descriptor: number, length: number) {
    this.#descriptor = descriptor;
    this.#length = length;
    ftruncateSync(descriptor, length);
  }

  /** Opens a journal and hands over its lines so far. Throws StateDirectoryError for a line that is damaged elsewhere than at the end. */
  static open(file: string, replay: (line: JournalLine) => void): Journal {
    const text = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    const whole = text.lastIndexOf('\n') + 1;
    const lines = text.subarray(0, whole).toString('utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      replay(parsed(line, `${file}, line ${index + 1}`));
    }
    return new Journal(openSync(file, 'a'), whole);
  }

  /** Throws the error of node:fs when the line cannot be written, and leaves nothing of it. */
  write(line: JournalLine): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      appendFileSync(this.#descriptor, bytes);
    } catch (error) {
      ftruncateSync(this.#descriptor, this.#length);
      throw error;
    }
    this.#length += bytes.length;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function parsed(text: string, where: string): JournalLine {
  try {
    const line = JSON.parse(text) as Partial<JournalLine>;
    if (typeof line.time === 'number' && Array.isArray(line.changes)) return line as JournalLine;
  } catch {
    // Said below.
  }
  throw new StateDirectoryError(
    `${where}: not a line of a journal; use --reset to start over, or name another state folder`,
  );
}
