import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import open from 'open';

/** What opens files ends at once, or stays as long as the browser that it started. */
const PATIENCE_MILLISECONDS = 3_000;

/** Shows a file in the browser of whoever sits here. Says what to do when there is none. */
export async function openInBrowser(file: string): Promise<string | undefined> {
  const none = `no browser could be opened; open ${file} with one`;
  const waiting = new AbortController();
  try {
    const opener = await open(file);
    const ended = once(opener, 'exit').then(([code]) => code as number | null);
    // The opener alone would not keep this process from ending.
    const stays = sleep(PATIENCE_MILLISECONDS, 0, { signal: waiting.signal }).catch(() => 0);
    const code = await Promise.race([ended, stays]);
    return code === 0 || code === null ? undefined : none;
  } catch {
    return none;
  } finally {
    waiting.abort();
  }
}
