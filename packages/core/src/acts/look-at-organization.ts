import { readRegistrations } from '../aws/delegated-administrators.ts';
import type { AwsGateway } from '../aws/gateway.ts';
import { readManagementAccount } from '../aws/organization.ts';
import { readServiceAccess } from '../aws/service-access.ts';
import { readStackInstances } from '../aws/stack-set.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { SPOKE_STACK_SET_NAME } from '../contract/stack-set.ts';
import { stackSetFindings } from '../decisions/stack-set-findings.ts';
import { callerOfStackSets, standingFindings, type HubStanding } from '../decisions/standing-findings.ts';
import { AwsError } from '../errors.ts';

/** What the hub is in its organisation. */
export async function lookAtStanding(aws: AwsGateway, account: string): Promise<readonly ExaminedFinding[]> {
  return standingFindings(await readStanding(aws, account));
}

/** The StackSet of the spokes lives in the management account, which answers nobody but a hub that is registered for it. */
export async function lookAtStackSet(aws: AwsGateway, account: string): Promise<readonly ExaminedFinding[]> {
  const callAs = callerOfStackSets(await readStanding(aws, account));
  if (callAs === undefined) return [];
  const instances = await readStackInstances(aws, { name: SPOKE_STACK_SET_NAME, callAs });
  return stackSetFindings({ hubAccount: account, instances });
}

/** Organizations answers nobody but the management account and delegated administrators. */
async function readStanding(aws: AwsGateway, account: string): Promise<HubStanding> {
  const managementAccount = await readManagementAccount(aws);
  if (account === managementAccount) {
    return { account, managementAccount, registrations: [], trusted: await readServiceAccess(aws) };
  }
  const registrations = await noneWhenDenied(readRegistrations(aws, account));
  const trusted = registrations.length === 0 ? [] : await readServiceAccess(aws);
  return { account, managementAccount, registrations, trusted };
}

async function noneWhenDenied(answer: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'ACCESS_DENIED') return [];
    throw error;
  }
}
