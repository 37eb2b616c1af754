import { StateError } from './errors.ts';

/*
 * The limits of Step Functions that end executions.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */

/** Input and output of a task, state or execution, and what one Assign sets, in bytes of UTF-8. */
const MAX_PAYLOAD_BYTES = 262_144;

/** One item that a Distributed Map reads from S3. */
export const MAX_ITEM_BYTES = 8 * 1_048_576;

/** Events in the history of one execution. */
export const MAX_HISTORY_EVENTS = 25_000;

/** Iterations of an inline Map that run at once. */
export const MAX_INLINE_CONCURRENCY = 40;

/** Child executions of a Distributed Map that run at once. */
export const MAX_DISTRIBUTED_CONCURRENCY = 10_000;

/** Characters of an execution's name, and those that neither it nor a label may have. */
const MAX_NAME_LENGTH = 80;
export const FORBIDDEN_IN_NAMES = /[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]/u;

/** Throws States.DataLimitExceeded for a payload that is too large; `what` says whose it is, in Step Functions' words. Returns its size in bytes. */
export function checkPayload(value: unknown, what: string): number {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new StateError(
      'States.DataLimitExceeded',
      `${what} with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return bytes;
}

/** Throws an Error for a name that Step Functions would refuse. */
export function checkExecutionName(name: string): void {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH || FORBIDDEN_IN_NAMES.test(name)) {
    throw new Error(
      `${JSON.stringify(name)} is no name for an execution: 1 to ${MAX_NAME_LENGTH} characters, without white space or ? * < > { } [ ] " # % \\ ^ | ~ \` $ & , ; : /`,
    );
  }
}
