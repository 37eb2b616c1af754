import { ProgressDisplay } from './progress-display.ts';
import type { Place } from './places/open-place.ts';
import type { SweepPlace, SweepProgress } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

/** Runs something at a place, shows how it goes, and hears Ctrl-C. The place is closed in the end. */
export async function follow<T>(
  place: SweepPlace,
  {
    run,
    terminal,
    on,
  }: {
    readonly run: (onProgress: (progress: SweepProgress) => void) => Promise<T>;
    readonly terminal: Terminal;
    readonly on: Place;
  },
): Promise<T> {
  const display = new ProgressDisplay(terminal, on);
  const off = onInterruptions(terminal, { place, display });
  try {
    return await run((progress) => display.show(progress));
  } finally {
    off();
    display.end();
    await place.close();
  }
}

/**
 * A sweep that runs elsewhere goes on there. Otherwise the first Ctrl-C lets what is under way come to its end, the second does not wait for it; nothing is
 * lost either way. A third ends the process,
 * as it does where nobody listens.
 */
function onInterruptions(
  terminal: Terminal,
  { place, display }: { readonly place: SweepPlace; readonly display: ProgressDisplay },
): () => void {
  const noteFailure = (error: unknown) => display.note(`that did not work: ${(error as Error).message}`);
  let isStopping = false;
  const off = terminal.onInterrupt(() => {
    if (place.detach !== undefined) {
      place.detach();
      return;
    }
    if (!isStopping) {
      isStopping = true;
      display.note(
        'stopping: no new update starts, and what is under way is followed to its end; Ctrl-C again does not wait for that',
      );
      place.stop().catch(noteFailure);
      return;
    }
    display.note('ending the sweep: what is under way goes on in AWS and is logged as STOPPED; nothing is lost');
    // Not at once: what gives the cursor back listens too, and ends the process when it finds itself alone in this very Ctrl-C.
    setImmediate(off);
    place.abort().catch(noteFailure);
  });
  return off;
}
