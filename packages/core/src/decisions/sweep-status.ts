import type { SweepStatus } from '../contract/log-entry.ts';
import type { FinishSweepEvent, StopMark } from '../contract/payloads.ts';
import { caughtErrorText } from './caught-error.ts';

/**
 * How a sweep ended, and why if it did not simply complete. How its execution ended says most; then that somebody stopped it, which
 * explains whatever is missing; then an error that left a whole wave without its updates, though every line is there; then that its logs do
 * not add up.
 */
export function decideStatus({
  executionStatus,
  cause,
  error,
  stop,
  problems,
}: Pick<FinishSweepEvent, 'executionStatus' | 'cause' | 'error'> & {
  readonly stop: StopMark | undefined;
  readonly problems: readonly string[];
}): { readonly status: SweepStatus; readonly reason: string | null } {
  if (executionStatus !== 'RUNNING') return { status: executionStatus, reason: cause ?? stop?.reason ?? null };
  if (stop !== undefined) return { status: 'STOPPED', reason: stop.reason };
  if (error !== null) return { status: 'FAILED', reason: caughtErrorText(error) };
  return problems.length > 0
    ? { status: 'INCOMPLETE', reason: problems.join('; ') }
    : { status: 'COMPLETED', reason: null };
}
