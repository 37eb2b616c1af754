import {
  ContractError,
  type AwsConnections,
  type Clock,
  type HandlerName,
  type Invocation,
  type StageContext,
} from '@catalog-sweep/core';
import * as z from 'zod';
import type { FunctionSettings } from './function-settings.ts';

/** What a process has for all its invocations. */
export interface Process {
  readonly clock: Clock;
  readonly connections: AwsConnections;
  readonly settings: FunctionSettings;
}

/** One stage as a function: JSON in, JSON out. It runs in Lambda and, the same, in this process. */
export interface StageTask<Result = unknown> {
  readonly name: HandlerName;
  /**
   * Throws ContractError when the event or the result does not have the shape of the contract, and what the stage throws.
   * `deadline` is in milliseconds since 1970; `signal` ends the invocation from outside.
   */
  run(
    event: unknown,
    process: Process,
    limits: { readonly deadline: number; readonly signal?: AbortSignal },
  ): Promise<Result>;
}

/** Puts a stage between its schemas. */
export function stageTask<Event extends object, Result>(stage: {
  readonly name: HandlerName;
  readonly event: z.ZodType<Event>;
  readonly result: z.ZodType<Result>;
  readonly run: (event: Event, context: StageContext, settings: FunctionSettings) => Promise<Result>;
}): StageTask<Result> {
  return {
    name: stage.name,
    async run(input, { clock, connections, settings }, limits) {
      const event = parsed(stage.event, input, `event of ${stage.name}`);
      const who = 'sweepId' in event ? String(event.sweepId) : stage.name;
      const invocation: Invocation = { ...limits, sessionName: `catalog-sweep-${who}` };
      const context: StageContext = {
        clock,
        aws: connections.gateway(invocation),
        work: connections.bucket(settings.workBucket, invocation),
        logs: connections.bucket(settings.logBucket, invocation),
        deadline: limits.deadline,
      };
      return parsed(stage.result, await stage.run(event, context, settings), `result of ${stage.name}`);
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw new ContractError(`${what} does not have the shape of the contract: ${problems.join('; ')}`);
}
