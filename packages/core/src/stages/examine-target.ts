import { readSpokeRoles } from '../acts/examine-role.ts';
import { refuseWhenStopped } from '../acts/stop-mark.ts';
import { readSweep, writeObject } from '../aws/work-objects.ts';
import type { Examination, ExaminedFinding } from '../contract/findings.ts';
import { workKeys } from '../contract/keys.ts';
import type { ExaminationResult, ExamineTargetEvent } from '../contract/payloads.ts';
import { countFindings } from '../decisions/finding.ts';
import { roleFindings } from '../decisions/role-findings.ts';
import { accountNotActive, roleNotAssumable } from '../decisions/target-findings.ts';
import { AwsError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** What a doctor has to know of the deployment that sent it. */
export interface TargetExpectations {
  /** What the roles of this version are made of, as their tag says. */
  readonly spokeRolesDigest: string;
  /** Whether `--fix` may change who may launch from portfolios of spokes, and create their TagOption. */
  readonly portfolioAccess: boolean;
}

/**
 * Looks whether one target is ready for sweeps. Repeating it examines anew.
 *
 * Throws TargetRefused when the run was stopped, and AwsError for what nobody expects: the state machine notes both.
 */
export async function examineTarget(
  event: ExamineTargetEvent,
  expectations: TargetExpectations,
  context: StageContext,
): Promise<ExaminationResult> {
  await refuseWhenStopped(event.sweepId, context);
  const examination = await examined(event, expectations, context);
  await writeObject(context.work, workKeys.targetExamination(event.sweepId, event.target), examination);
  return countFindings(examination.findings);
}

async function examined(
  { sweepId, target }: ExamineTargetEvent,
  { spokeRolesDigest }: TargetExpectations,
  context: StageContext,
): Promise<Examination> {
  if (target.accountState !== 'ACTIVE') return onlyFindings(accountNotActive(target));
  const sweep = await readSweep(context.work, sweepId);
  void sweep;
  let spoke;
  try {
    spoke = await context.aws.spoke(target, 'read');
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'ROLE_NOT_ASSUMABLE') throw error;
    return onlyFindings(roleNotAssumable(target, error.message));
  }
  const roles = await readSpokeRoles(spoke);
  return onlyFindings(...roleFindings({ account: target.account, roles, digest: spokeRolesDigest }));
}

function onlyFindings(...findings: readonly ExaminedFinding[]): Examination {
  return { findings: [...findings], notes: [], optIn: { spoke: 0, shared: 0, hub: 0 } };
}
