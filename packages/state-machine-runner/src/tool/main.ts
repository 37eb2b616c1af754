import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { UnsupportedDefinitionError } from '../errors.ts';
import type { S3Access } from '../execution.ts';
import type { HistoryEvent } from '../history.ts';
import { loadStateMachine, type StateMachine } from '../load-state-machine.ts';
import { runExecution, type ExecutionResult } from '../run-execution.ts';
import { functionsAt } from './lambda-functions.ts';
import { s3In } from './s3-folder.ts';
import { wallClock } from './wall-clock.ts';

const HELP = `Usage: pnpm run-state-machine --definition FILE --input FILE [options]

run a state machine on this machine as AWS Step Functions does, and print
{ status, output | error, cause, events } as JSON

Options:
  --definition <file>  Amazon States Language with JSONata, as JSON or YAML
  --input <file>       the input, as JSON
  --lambda-url <url>   where the Lambda Invoke API answers for Task states
  --s3-dir <folder>    S3 for ItemReader and ResultWriter: FOLDER/BUCKET/KEY
  --help               show this

A definition with anything that this runner does not run exactly as Step Functions does
is not run: { "status": "REFUSED", "reason": … }. STEP-FUNCTIONS.md says what it runs.

Exit codes:
  0   it succeeded
  1   it failed, or ran out of time
  2   wrong usage, or a file that cannot be read
  64  the definition is refused`;

const EXIT = { ok: 0, failed: 1, usage: 2, refused: 64 } as const;

/** Something that whoever called has to mend: a sentence. */
class Misuse extends Error {}

/** The command line of the runner. Returns its exit code. */
export async function runTool(args: readonly string[]): Promise<number> {
  try {
    return await tool(args);
  } catch (error) {
    if (error instanceof UnsupportedDefinitionError) {
      print({ status: 'REFUSED', reason: error.problems.join('; ') });
      return EXIT.refused;
    }
    const code = String((error as { readonly code?: unknown }).code);
    if (!(error instanceof Misuse) && !code.startsWith('ERR_PARSE_ARGS')) throw error;
    console.error(`error: ${(error as Error).message.split('\n', 1)[0]}`);
    return EXIT.usage;
  }
}

async function tool(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      definition: { type: 'string' },
      input: { type: 'string' },
      'lambda-url': { type: 'string' },
      's3-dir': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return EXIT.ok;
  }
  const { definition, input: inputFile, 'lambda-url': lambdaUrl, 's3-dir': s3Folder } = values;
  if (definition === undefined || inputFile === undefined) {
    throw new Misuse('--definition and --input are needed; --help shows what they are');
  }
  const machine = loadStateMachine(parsed(definition, textOf('--definition', definition), parse));
  const input = parsed(inputFile, textOf('--input', inputFile), JSON.parse);
  checkNeeds(machine, { functions: lambdaUrl !== undefined, s3: s3Folder !== undefined });
  const events: HistoryEvent[] = [];
  const result = await runExecution(machine, {
    name: 'local',
    input,
    clock: wallClock,
    invoke: lambdaUrl === undefined ? () => Promise.reject(NOT_NEEDED) : functionsOf(lambdaUrl),
    s3: s3Folder === undefined ? NO_S3 : s3Of(s3Folder),
    onReport: (report) => {
      if (report.type === 'history event' && report.execution.endsWith(':local')) events.push(report.event);
    },
  });
  print({ ...told(result), events });
  return result.status === 'SUCCEEDED' ? EXIT.ok : EXIT.failed;
}

function told(result: ExecutionResult): object {
  const { status } = result;
  if (status === 'SUCCEEDED') return { status, output: result.output };
  return { status, error: result.error, cause: result.cause };
}

function print(value: object): void {
  console.log(JSON.stringify(value, null, 2));
}

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Misuse(`${option} ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Throws Misuse for an input, and what a definition is refused with when it is not even YAML. */
function parsed(file: string, text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text);
  } catch (error) {
    const problem = `${file} does not parse: ${(error as Error).message.split('\n', 1)[0]}`;
    throw parser === parse ? new UnsupportedDefinitionError([problem]) : new Misuse(problem);
  }
}

/** Throws Misuse when a definition calls functions or S3 and nobody said where these are. */
function checkNeeds({ definition }: StateMachine, given: { readonly functions: boolean; readonly s3: boolean }): void {
  const text = JSON.stringify(definition);
  const missing = [
    ...(text.includes('"Type":"Task"') && !given.functions ? ['--lambda-url'] : []),
    ...(/"Resource":"arn:[^"]*:s3:/.test(text) && !given.s3 ? ['--s3-dir'] : []),
  ];
  if (missing.length > 0) throw new Misuse(`the definition needs ${missing.join(' and ')}; --help shows what that is`);
}

const NOT_NEEDED = new Error('the definition does not use it');
const NO_S3: S3Access = {
  getObject: () => Promise.reject(NOT_NEEDED),
  putObject: () => Promise.reject(NOT_NEEDED),
};

function functionsOf(url: string) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Misuse(`--lambda-url ${url} is no URL such as http://localhost:9001`);
  }
  return functionsAt(url);
}

function s3Of(folder: string) {
  try {
    if (!statSync(folder).isDirectory()) throw new Error('it is no folder');
    accessSync(folder, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new Misuse(`--s3-dir ${folder} cannot be used: ${(error as Error).message}`);
  }
  return s3In(folder);
}
