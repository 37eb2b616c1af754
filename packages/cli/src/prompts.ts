import { UsageError } from '@catalog-sweep/core';

export interface TextQuestion {
  readonly message: string;
  /** What an empty answer means. */
  readonly fallback: string;
  /** Why an answer cannot be taken: it is asked for again. */
  readonly problem: (answer: string) => string | undefined;
}

export interface ChoiceQuestion {
  readonly message: string;
  readonly choices: readonly string[];
}

/** How somebody is asked. Every question throws UsageError when they end it all with Ctrl-C. */
export interface Prompts {
  text(question: TextQuestion): Promise<string>;
  choose(question: ChoiceQuestion): Promise<string>;
}

/** The terminal of this process; undefined where nobody sits at it. */
export async function terminalPrompts(): Promise<Prompts | undefined> {
  if (!process.stdin.isTTY) return undefined;
  // They take 100 ms to load.
  const { input, select } = await import('@inquirer/prompts');
  return {
    text: ({ message, fallback, problem }) =>
      unlessStopped(
        input({
          message,
          ...(fallback === '' ? {} : { default: fallback }),
          validate: (answer) => problem(answer.trim()) ?? true,
        }),
      ).then((answer) => answer.trim()),
    choose: ({ message, choices }) => unlessStopped(select({ message, choices: [...choices] })),
  };
}

async function unlessStopped<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new UsageError(['stopped: nothing was written']);
    throw error;
  }
}
