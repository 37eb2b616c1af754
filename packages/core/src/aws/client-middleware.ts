import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  MiddlewareStack,
  Pluggable,
  RetryStrategyV2,
} from '@smithy/types';
import { InvocationEnded } from '../errors.ts';
import { asAwsError } from './aws-error.ts';

/** A class of the SDK's clients. */
export type ClientClass<Client, Input extends object, Output extends object> = new (
  settings: ClientSettings,
) => Client & WatchedClient<Input, Output>;

/** What we set of them; what is absent the SDK finds out by itself. */
interface ClientSettings {
  readonly region: string;
  readonly requestHandler?: NodeHttpHandler;
  readonly maxAttempts?: number;
  readonly retryStrategy?: RetryStrategyV2;
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  readonly endpoint?: string;
}

/** What all clients of the SDK have in common. */
export interface WatchedClient<Input extends object, Output extends object> {
  readonly config: { readonly defaultSigningName: string };
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/** Whose credentials a client has: the hub's own, or a session in a spoke. The same refusal means different things. */
export type Side = 'hub' | 'spoke';

/**
 * Makes a client count each attempt under `service:Operation`, throw AwsError for whatever goes wrong for good, and stop at once when
 * its invocation was ended.
 */
export function countedAndClassified<Input extends object, Output extends object>({
  service,
  side,
  calls,
  signal,
}: {
  readonly service: string;
  readonly side: Side;
  readonly calls: Map<string, number>;
  readonly signal: AbortSignal | undefined;
}): Pluggable<Input, Output> {
  const operationOf = (commandName: string | undefined) => `${service}:${(commandName ?? '').replace(/Command$/, '')}`;
  return {
    applyToStack(stack) {
      stack.add(
        (next, context) => async (args) => {
          try {
            return await next(args);
          } catch (error) {
            throw asAwsError(error, { operation: operationOf(context.commandName), side });
          }
        },
        { step: 'initialize', priority: 'high', name: 'catalogSweepClassify' },
      );
      // Inside the retries, so that every attempt counts.
      stack.add(
        (next, context) => async (args) => {
          refuseWhenEnded(signal);
          const operation = operationOf(context.commandName);
          calls.set(operation, (calls.get(operation) ?? 0) + 1);
          const answer = await next(args);
          refuseWhenEnded(signal);
          return answer;
        },
        { step: 'finalizeRequest', priority: 'low', name: 'catalogSweepCount' },
      );
    },
  };
}

function refuseWhenEnded(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new InvocationEnded();
}
