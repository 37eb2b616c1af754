import { readFileSync } from 'node:fs';
import { AwsError, UsageError } from '@catalog-sweep/core';
import {
  FaultFileError,
  FoundingError,
  OrganisationFileError,
  StateDirectoryError,
} from '@catalog-sweep/simulated-org';
import { Command, CommanderError } from 'commander';
import { configCommand } from './commands/config.ts';
import { dashboardCommand } from './commands/dashboard.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { finishCommand } from './commands/finish.ts';
import { initCommand } from './commands/init.ts';
import { outcomesCommand } from './commands/outcomes.ts';
import { planCommand } from './commands/plan.ts';
import { queryCommand } from './commands/query.ts';
import { readerTemplateCommand } from './commands/reader-template.ts';
import { reportCommand } from './commands/report.ts';
import { retryCommand } from './commands/retry.ts';
import { serveCommand } from './commands/serve.ts';
import { spokeTemplateCommand } from './commands/spoke-template.ts';
import { statusCommand } from './commands/status.ts';
import { stopCommand } from './commands/stop.ts';
import { sweepCommand } from './commands/sweep.ts';
import { EXIT } from './exit-codes.ts';
import { connect, type ConnectToHub } from './hub/connect.ts';
import { LogFolderError } from './log-folder.ts';
import { openPlace, type OpenPlace } from './places/open-place.ts';
import { QueryError } from './reporting/query-result.ts';
import { DetachedError, SweepFailedError } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const EXAMPLES = `
Examples:
  catalog-sweep sweep                    sweep the example organisation, made here
  catalog-sweep sweep --mode report      only look: what would be updated
  catalog-sweep explain orders-db        why one was or was not updated
  catalog-sweep outcomes                 every outcome, and what to do about it
  catalog-sweep serve --speed 60         the organisation alone, for the AWS CLI
  catalog-sweep init                     write the configuration of a hub
  catalog-sweep config check             what is wrong in it, or what it deploys

Each command has its own --help, with more examples and its exit codes.`;

/** Runs the command line and returns its exit code. `open` says where sweeps run, `toHub` how the deployed hub is reached. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  open: OpenPlace = openPlace,
  toHub: ConnectToHub = connect,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  const done = (code: number) => {
    exitCode = code;
  };
  const program = new Command('catalog-sweep')
    .description('Keeps AWS Service Catalog provisioned products current across an AWS Organization.')
    .version(version, '-V, --version', 'print the version')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(oneLine(text)),
    })
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride();
  for (const command of [
    sweepCommand(terminal, { open, connect: toHub }, done),
    statusCommand(terminal, toHub),
    planCommand(terminal, toHub),
    stopCommand(terminal, toHub),
    retryCommand(terminal, toHub, done),
    finishCommand(terminal, open, done),
    doctorCommand(terminal, open, done),
    explainCommand(terminal, toHub),
    reportCommand(terminal, toHub),
    queryCommand(terminal, toHub),
    dashboardCommand(terminal, toHub, done),
    outcomesCommand(terminal),
    serveCommand(terminal),
    initCommand(terminal),
    configCommand(terminal, done),
    spokeTemplateCommand(terminal),
    readerTemplateCommand(terminal),
  ]) {
    // Commands that are added take none of these over by themselves.
    program.addCommand(command.copyInheritedSettings(program));
    for (const subcommand of command.commands) subcommand.copyInheritedSettings(program);
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

/** What is wrong and what to do, where the parser does not say it itself, in one line. */
function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  return /[.)]$/.test(line) ? line : `${line}; --help shows what there is`;
}

/** Says what went wrong, a line for each problem, and gives the exit code. */
function codeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError || error instanceof OrganisationFileError || error instanceof FaultFileError) {
    for (const problem of error.problems) terminal.err(`error: ${problem}`);
    return EXIT.usage;
  }
  if (error instanceof StateDirectoryError || error instanceof FoundingError || error instanceof LogFolderError) {
    terminal.err(`error: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof QueryError) {
    terminal.err(`error: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}`);
    return error.isTheQuery ? EXIT.usage : EXIT.failed;
  }
  if (error instanceof DetachedError) {
    terminal.err(`${error.message}: ${terminal.program} status shows how far it is`);
    return EXIT.interrupted;
  }
  if (error instanceof SweepFailedError) {
    terminal.err(`error: the sweep failed: ${error.message}`);
    return EXIT.failed;
  }
  if (error instanceof AwsError) {
    terminal.err(`error: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}`);
    return EXIT.failed;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  terminal.err(
    process.env['CATALOG_SWEEP_DEBUG'] === undefined
      ? `error: ${message.replaceAll(/\s*\n\s*/g, ' ')} (unexpected; CATALOG_SWEEP_DEBUG=1 shows where it came from)`
      : `error: ${stack}`,
  );
  return EXIT.failed;
}
