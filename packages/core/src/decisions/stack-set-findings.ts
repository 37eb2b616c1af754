import type { StackInstance } from '../aws/stack-set.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { SPOKE_STACK_SET_NAME } from '../contract/stack-set.ts';
import { finding } from './finding.ts';

/** Whether the StackSet of the spokes is there, and has come to every account that it goes to. A suspended account is told of as what it is. */
export function stackSetFindings({
  hubAccount,
  instances,
}: {
  readonly hubAccount: string;
  /** Undefined when there is no StackSet. */
  readonly instances: readonly StackInstance[] | undefined;
}): readonly ExaminedFinding[] {
  if (instances === undefined) {
    return [
      finding({
        code: 'STACK_SET_MISSING',
        account: hubAccount,
        region: null,
        what: `there is no StackSet ${SPOKE_STACK_SET_NAME}: accounts that join get no roles`,
        fix: `deploy the stack ${SPOKE_STACK_SET_NAME} of the hub app`,
      }),
    ];
  }
  return instances
    .filter(({ status, isSuspended }) => status !== 'CURRENT' && !isSuspended)
    .map(({ account, region, status, reason }) =>
      finding({
        code: 'STACK_INSTANCE_NOT_CURRENT',
        account,
        region: null,
        what: `its stack of the StackSet ${SPOKE_STACK_SET_NAME} (in ${region}) is ${status}${reason === null ? '' : `: ${reason}`}`,
        fix: `mend what CloudFormation names, then deploy the stack ${SPOKE_STACK_SET_NAME} of the hub app again`,
      }),
    );
}
