import type { LiveBlock, Terminal } from '../../packages/cli/src/terminal.ts';

const plain = (text: string | number | null | undefined): string => String(text);

/** A terminal that remembers what it was told; nobody watches unless there is a live block. */
export class RecordedTerminal implements Terminal {
  readonly outLines: string[] = [];
  readonly errLines: string[] = [];
  readonly live: LiveBlock | undefined;
  readonly columns = 80;
  readonly colours = { bold: plain, dim: plain, green: plain, yellow: plain, red: plain, cyan: plain };
  readonly program = 'catalog-sweep';
  readonly directory: string;
  #interrupt: (() => void) | undefined;

  constructor(directory = '/nowhere', live?: LiveBlock) {
    this.directory = directory;
    this.live = live;
  }

  readonly out = (text: string): void => {
    this.outLines.push(text);
  };

  readonly err = (text: string): void => {
    this.errLines.push(text);
  };

  readonly onInterrupt = (then: () => void): (() => void) => {
    this.#interrupt = then;
    return () => {
      this.#interrupt = undefined;
    };
  };

  readonly interrupted = (): Promise<void> => new Promise((resolve) => this.onInterrupt(resolve));

  /** What was printed as the result. */
  get output(): string {
    return this.outLines.join('\n');
  }

  get errors(): string {
    return this.errLines.join('\n');
  }

  /** Whether a Ctrl-C is heard. */
  get isListening(): boolean {
    return this.#interrupt !== undefined;
  }

  pressCtrlC(): void {
    this.#interrupt?.();
  }
}
