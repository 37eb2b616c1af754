import * as z from 'zod';
import { CONTRACT_VERSION, FinishSweepEvent } from '../contract/payloads.ts';
import { sweepIdOf } from '../contract/sweep-id.ts';
import { executionCause } from '../decisions/caught-error.ts';

/**
 * How an execution ended without coming to its own end, as EventBridge tells it; read as what finish-sweep is told.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
const ExecutionStatusChange = z
  .object({
    source: z.literal('aws.states'),
    'detail-type': z.literal('Step Functions Execution Status Change'),
    detail: z.object({
      stateMachineArn: z
        .string()
        // The children of a Distributed Map have the Map's label behind the state machine's name.
        .regex(/:stateMachine:[^/]+$/, 'the execution is a child of a sweep and no sweep itself'),
      name: z.string(),
      status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED'], 'the execution came to its own end, or did not end at all'),
      startDate: z.int(),
      stopDate: z.int(),
      error: z.string().nullish(),
      cause: z.string().nullish(),
    }),
  })
  .transform(({ detail: { name, status, startDate, stopDate, error, cause } }): FinishSweepEvent => ({
    contractVersion: CONTRACT_VERSION,
    sweepId: sweepIdOf({ name, startedAt: startDate }),
    executionStatus: status,
    cause: executionCause({ error, cause }),
    error: null,
    endedAt: stopDate,
  }));

/** What finish-sweep is called with: its own event, or what EventBridge says of an execution. */
export const FinishSweepCall = z.preprocess((input, context) => {
  if (typeof input !== 'object' || input === null || !('detail-type' in input)) return input;
  const { data, error } = ExecutionStatusChange.safeParse(input);
  for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
  return data ?? z.NEVER;
}, FinishSweepEvent);
