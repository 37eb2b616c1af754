import { UsageError } from '@catalog-sweep/core';
import { FoundingError, OrganisationFileError, StateDirectoryError } from '@catalog-sweep/simulated-org';
import { Command, CommanderError } from 'commander';
import { explainCommand } from './commands/explain.ts';
import { outcomesCommand } from './commands/outcomes.ts';
import { serveCommand } from './commands/serve.ts';
import { sweepCommand } from './commands/sweep.ts';
import { EXIT } from './exit-codes.ts';
import { LogFolderError } from './log-folder.ts';
import { openPlace, type OpenPlace } from './places/open-place.ts';
import { SweepFailedError } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

const VERSION = '0.1.0';

/** Runs the command line and returns its exit code. `open` says where sweeps run. */
export async function run(args: readonly string[], terminal: Terminal, open: OpenPlace = openPlace): Promise<number> {
  let exitCode: number = EXIT.ok;
  const done = (code: number) => {
    exitCode = code;
  };
  const program = new Command('catalog-sweep')
    .description('Keeps AWS Service Catalog provisioned products current across an AWS Organization.')
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .exitOverride();
  for (const command of [
    sweepCommand(terminal, open, done),
    explainCommand(terminal),
    outcomesCommand(terminal),
    serveCommand(terminal),
  ]) {
    // Commands that are added take none of these over by themselves.
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

/** Says what went wrong, a line for each problem, and gives the exit code. */
function codeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError || error instanceof OrganisationFileError) {
    for (const problem of error.problems) terminal.err(`error: ${problem}`);
    return EXIT.usage;
  }
  if (error instanceof StateDirectoryError || error instanceof FoundingError || error instanceof LogFolderError) {
    terminal.err(`error: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof SweepFailedError) {
    terminal.err(`error: the sweep failed: ${error.message}`);
    return EXIT.failed;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  terminal.err(
    process.env['CATALOG_SWEEP_DEBUG'] === undefined
      ? `error: ${message} (CATALOG_SWEEP_DEBUG=1 shows where)`
      : `error: ${stack}`,
  );
  return EXIT.failed;
}
