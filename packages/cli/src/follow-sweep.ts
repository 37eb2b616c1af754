import type { SweepRequest } from '@catalog-sweep/core';
import { ProgressDisplay } from './progress-display.ts';
import type { Call } from './render/next-command.ts';
import type { SweepPlace, SweepResult } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

/** Runs a sweep, shows how it goes, and hears Ctrl-C. The place is closed in the end. */
export async function followSweep(
  place: SweepPlace,
  { request, terminal, on }: { readonly request: SweepRequest; readonly terminal: Terminal; readonly on: Call['on'] },
): Promise<SweepResult> {
  const display = new ProgressDisplay(terminal, on);
  const off = onInterruptions(terminal, { place, display });
  try {
    return await place.run(request, (progress) => display.show(progress));
  } finally {
    off();
    display.end();
    await place.close();
  }
}

/**
 * The first Ctrl-C lets what is under way come to its end, the second does not wait for it; nothing is lost either way. A third ends the process,
 * as it does where nobody listens.
 */
function onInterruptions(
  terminal: Terminal,
  { place, display }: { readonly place: SweepPlace; readonly display: ProgressDisplay },
): () => void {
  const noteFailure = (error: unknown) => display.note(`that did not work: ${(error as Error).message}`);
  let isStopping = false;
  const off = terminal.onInterrupt(() => {
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
