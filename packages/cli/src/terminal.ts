import { createLogUpdate } from 'log-update';
import pc from 'picocolors';

/** What a command writes to and learns from. Results go out, everything else to the other side. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A few lines beside the results that are overwritten; undefined where nobody watches. */
  readonly live: LiveBlock | undefined;
  readonly columns: number;
  readonly colours: Colours;
  /** Where relative paths begin: where the user is, which is not where pnpm runs its scripts. */
  readonly directory: string;
  /** What to type to run this program again. */
  readonly program: string;
  /** Calls `then` at every Ctrl-C until the returned function is called. */
  readonly onInterrupt: (then: () => void) => () => void;
  /** Ends when the user wants to: for commands that only stand there. */
  readonly interrupted: () => Promise<void>;
}

export interface LiveBlock {
  (text: string): void;
  /** Takes the block away; the next text begins it anew. */
  clear(): void;
  /** Gives the cursor back. */
  done(): void;
}

export type Colours = Pick<typeof pc, 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'>;

/** The terminal that this process was started in. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  endWithReader(stdout);
  const onInterrupt = (then: () => void) => {
    process.on('SIGINT', then);
    return () => {
      process.off('SIGINT', then);
    };
  };
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    live: stderr.isTTY && env['TERM'] !== 'dumb' ? createLogUpdate(stderr) : undefined,
    columns: Math.min(stdout.columns ?? 80, 120),
    colours: pc.createColors(stdout.isTTY && pc.isColorSupported),
    directory: env['INIT_CWD'] ?? process.cwd(),
    program: programName(env),
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

/** Whoever reads may have enough, as `head` does: what is left is then written for nobody, and that is no failure. */
function endWithReader(stdout: NodeJS.WriteStream): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** pnpm says in the environment that it runs us, and where it was started from; npx keeps what it starts in a folder named _npx. */
export function programName(env: Readonly<Record<string, string | undefined>>): string {
  if (env['npm_config_user_agent']?.startsWith('pnpm/') !== true) return 'catalog-sweep';
  const isByNpx = env['npm_execpath']?.split(/[/\\]/).includes('_npx') === true;
  return isByNpx ? 'npx --yes pnpm@12 catalog-sweep' : 'pnpm catalog-sweep';
}
