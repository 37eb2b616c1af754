import type { Clock } from '@catalog-sweep/core';
import { FUNCTION_TIMEOUTS, type FunctionAnswer, type FunctionCall } from '@catalog-sweep/hub/runtime';
import type { FunctionFault, FunctionFaults } from '@catalog-sweep/simulated-org';

type Invoke = (call: FunctionCall) => Promise<FunctionAnswer>;

/** What Lambda throws when it takes no more calls. */
class FunctionThrottled extends Error {
  override readonly name = 'Lambda.TooManyRequestsException';
}

/** Makes calls of functions meet the faults that are set for them, in the words of Lambda. Without faults it is `invoke` itself. */
export function withFunctionFaults(
  invoke: Invoke,
  { faults, clock }: { readonly faults: FunctionFaults | undefined; readonly clock: Clock },
): Invoke {
  if (faults === undefined) return invoke;
  return async (call) => {
    const { functionName, payload } = call;
    const begun = clock.now();
    const fault = faults({ functionName, payload, time: begun });
    if (fault === undefined) return invoke(call);
    if (fault.kind === 'function-throttled') throw new FunctionThrottled(`Rate Exceeded. (${fault.cause})`);
    // What comes after the act comes before the answer: the act took place, and nobody hears of it.
    if (fault.kind !== 'function-killed-before') await invoke(call);
    if (fault.kind !== 'function-timed-out') return killed(fault);
    const seconds = timeoutOf(functionName);
    await clock.sleep(begun + seconds * 1000 - clock.now(), call.signal);
    return failure('Sandbox.Timedout', `Task timed out after ${seconds.toFixed(2)} seconds (${fault.cause})`);
  };
}

function killed({ cause }: FunctionFault): FunctionAnswer {
  return failure('Runtime.ExitError', `Error: Runtime exited with error: signal: killed (${cause})`);
}

function timeoutOf(functionName: string): number {
  return (FUNCTION_TIMEOUTS as Readonly<Record<string, number>>)[functionName] ?? 0;
}

function failure(errorType: string, errorMessage: string): FunctionAnswer {
  const payload = JSON.stringify({ errorType, errorMessage });
  return { statusCode: 200, executedVersion: '$LATEST', payload, functionError: 'Unhandled' };
}
