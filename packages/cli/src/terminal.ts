import pc from 'picocolors';

/** What a command writes to and learns from. Results go out, everything else to the other side. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether somebody watches what goes to `err`, so that it may be overwritten. */
  readonly isWatched: boolean;
  readonly columns: number;
  readonly colours: Colours;
  /** Where relative paths begin: where the user is, which is not where pnpm runs its scripts. */
  readonly directory: string;
  /** Calls `then` at every Ctrl-C until the returned function is called. */
  readonly onInterrupt: (then: () => void) => () => void;
  /** Ends when the user wants to: for commands that only stand there. */
  readonly interrupted: () => Promise<void>;
}

export type Colours = Pick<typeof pc, 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'>;

/** The terminal that this process was started in. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const onInterrupt = (then: () => void) => {
    process.on('SIGINT', then);
    return () => {
      process.off('SIGINT', then);
    };
  };
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    isWatched: stderr.isTTY && env['TERM'] !== 'dumb',
    columns: Math.min(stdout.columns ?? 80, 120),
    colours: pc.createColors(stdout.isTTY && pc.isColorSupported),
    directory: env['INIT_CWD'] ?? process.cwd(),
    onInterrupt,
    interrupted: () =>
      new Promise((resolve) => {
        const off = onInterrupt(() => {
          off();
          resolve();
        });
        process.once('SIGTERM', () => resolve());
      }),
  };
}
