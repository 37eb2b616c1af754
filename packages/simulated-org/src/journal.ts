import { appendFileSync, closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
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

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Opens a journal and hands over its lines so far. Throws an Error for a line that is damaged elsewhere than at the end. */
  static open(file: string, replay: (line: JournalLine) => void): Journal {
    const text = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    const whole = text.lastIndexOf('\n') + 1;
    const lines = text.subarray(0, whole).toString('utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      replay(parsed(line, `${file}, line ${index + 1}`));
    }
    appendFileSync(file, '');
    const descriptor = openSync(file, 'r+');
    ftruncateSync(descriptor, whole);
    closeSync(descriptor);
    return new Journal(openSync(file, 'a'));
  }

  write(line: JournalLine): void {
    writeSync(this.#descriptor, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function parsed(line: string, where: string): JournalLine {
  try {
    return JSON.parse(line) as JournalLine;
  } catch (error) {
    throw new Error(`${where}: not a line of a journal`, { cause: error });
  }
}
