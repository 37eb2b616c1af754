import type { PlannedUpdate, UpdateEnd } from '../contract/payloads.ts';
import type { AwsError, AwsErrorKind } from '../errors.ts';
import { launchRoleHint } from './launch-role-hint.ts';
import { updateEnd } from './update-end.ts';

/** After these AWS may have begun the update all the same. */
const UNDECIDED: ReadonlySet<AwsErrorKind> = new Set(['THROTTLED', 'UNAVAILABLE', 'TIMED_OUT', 'UNKNOWN']);

/**
 * How an update ends that AWS refused to begin; undefined when the error does not say whether it began. Then the same request, with
 * the same token, is the way to find out.
 */
export function decideRefusal(
  error: AwsError,
  { update, launchRoleArn, now }: { update: PlannedUpdate; launchRoleArn: string | null; now: number },
): UpdateEnd | undefined {
  if (UNDECIDED.has(error.kind)) return undefined;
  const refusal = { errors: error.message, launchRoleArn, endedAt: now };
  if (error.kind === 'CONFLICT') {
    return updateEnd({ ...refusal, outcome: 'UNDER_CHANGE', reason: `another operation came first: ${error.message}` });
  }
  if (isAboutLaunchPath(error)) {
    const reason = `the role that updates cannot use launch path ${update.pathId}: ${error.message}`;
    return updateEnd({ ...refusal, outcome: 'NO_LAUNCH_PATH', reason });
  }
  const reason = `AWS refused the update to ${update.to.name}: ${error.message}${launchRoleHint(launchRoleArn)}`;
  return updateEnd({ ...refusal, outcome: 'UPDATE_FAILED', reason });
}

/**
 * "No launch paths found for resource: prod-…" is what Service Catalog answers to a role that is no principal of a portfolio with the
 * product, even to an administrator. The scan resolved the path with the read role, so it is the update role that lacks it: the same
 * thing has to be granted as for every NO_LAUNCH_PATH, which a plain UPDATE_FAILED would not tell.
 */
function isAboutLaunchPath({ kind, message }: AwsError): boolean {
  return (kind === 'NOT_FOUND' || kind === 'INVALID_REQUEST') && /launch path/i.test(message);
}
