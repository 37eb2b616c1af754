import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { HandlerName } from '@catalog-sweep/core';
import { FUNCTION_TIMEOUTS } from '@catalog-sweep/hub/runtime';

const RUNTIME = fileURLToPath(new URL('function-process.js', import.meta.url));

/** What the process tells. */
interface Told {
  /** Milliseconds of the processor until the bundle was loaded. */
  readonly startUp?: number;
  readonly result?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  /** Why the bundle could not be loaded. */
  readonly refused?: string;
}

type Line = Readonly<Record<string, unknown>>;

export interface FunctionRun extends Told {
  /** What it wrote to its log, a line each. */
  readonly log: readonly Line[];
}

/** Runs a bundled function once, in a fresh process that has nothing but the event and these environment variables. */
export async function runFunction({
  folder,
  name,
  environment,
  payload,
}: {
  /** Where the bundles are. */
  readonly folder: string;
  readonly name: HandlerName;
  readonly environment: Readonly<Record<string, string>>;
  /** The event, as JSON. */
  readonly payload: string;
}): Promise<FunctionRun> {
  const bundle = pathToFileURL(join(folder, name, 'index.mjs')).href;
  const child = spawn(process.execPath, [RUNTIME, bundle, String(FUNCTION_TIMEOUTS[name])], {
    env: { ...environment, AWS_LAMBDA_FUNCTION_NAME: name },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const [, , , told] = child.stdio;
  child.stdin.end(payload);
  const [answer, output, trouble] = await Promise.all([
    text(told as NodeJS.ReadableStream),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (answer === '') throw new Error(`the process of ${name} told nothing: ${trouble}`);
  return { ...(JSON.parse(answer) as Told), log: linesOf(output + trouble) };
}

function linesOf(output: string): readonly Line[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
