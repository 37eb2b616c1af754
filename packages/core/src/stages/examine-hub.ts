import { readStanding } from '../acts/examine-standing.ts';
import { readStackInstances } from '../aws/stack-set.ts';
import { readSweep, writeObject } from '../aws/work-objects.ts';
import type { Examination, ExaminedFinding } from '../contract/findings.ts';
import { workKeys } from '../contract/keys.ts';
import type { ExaminationResult, ExamineHubEvent } from '../contract/payloads.ts';
import { SPOKE_STACK_SET_NAME } from '../contract/stack-set.ts';
import { countFindings, finding } from '../decisions/finding.ts';
import { stackSetFindings } from '../decisions/stack-set-findings.ts';
import { standingFindings } from '../decisions/standing-findings.ts';
import { AwsError, TRANSIENT_KINDS } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** What a doctor has to know of the hub's deployment. */
export interface HubExpectations {
  /** When scheduled sweeps run; absent where nothing is scheduled. */
  readonly schedule?: { readonly expression: string; readonly timeZone: string } | undefined;
}

/**
 * Looks whether the hub is ready for sweeps. What cannot be looked at is a finding of its own, so that the rest is examined all the same. Repeating it
 * examines anew.
 */
export async function examineHub(
  event: ExamineHubEvent,
  _expectations: HubExpectations,
  context: StageContext,
): Promise<ExaminationResult> {
  const sweep = await readSweep(context.work, event.sweepId);
  const clients = context.aws.hub();
  const account = sweep.hub.account;
  const findings: ExaminedFinding[] = [];

  async function examine(what: string, look: () => Promise<readonly ExaminedFinding[]>): Promise<void> {
    findings.push(...(await foundOrNotExamined({ what, account }, look)));
  }

  const standing = await readStanding(clients, account);
  findings.push(...standingFindings(standing));
  await examine('the StackSet of the spokes', async () => {
    const callAs = account === standing.managementAccount ? 'SELF' : 'DELEGATED_ADMIN';
    const instances = await readStackInstances(clients.cloudFormation, { name: SPOKE_STACK_SET_NAME, callAs });
    return stackSetFindings({ hubAccount: account, instances });
  });

  const examination: Examination = { findings, notes: [], optIn: { spoke: 0, shared: 0, hub: 0 } };
  await writeObject(context.work, workKeys.hubExamination(event.sweepId), examination);
  return countFindings(findings);
}

/** What may be better in a moment is tried again by the state machine. */
async function foundOrNotExamined(
  { what, account }: { readonly what: string; readonly account: string },
  look: () => Promise<readonly ExaminedFinding[]>,
): Promise<readonly ExaminedFinding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof AwsError) || TRANSIENT_KINDS.includes(error.kind)) throw error;
    return [
      finding({
        code: 'HUB_NOT_EXAMINED',
        account,
        region: null,
        what: `${what} could not be examined: ${error.message}`,
        fix: 'give the role CatalogSweepExamineHub what it is refused: deploy the hub again',
      }),
    ];
  }
}
