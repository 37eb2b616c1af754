import { readRegistrations } from '../aws/delegated-administrators.ts';
import type { HubClients } from '../aws/gateway.ts';
import { readManagementAccount } from '../aws/organization.ts';
import { readServiceAccess } from '../aws/service-access.ts';
import type { HubStanding } from '../decisions/standing-findings.ts';
import { AwsError } from '../errors.ts';

/** What the hub is in its organisation. Organizations answers nobody but the management account and delegated administrators. */
export async function readStanding({ organizations }: HubClients, account: string): Promise<HubStanding> {
  const managementAccount = await readManagementAccount(organizations);
  if (account === managementAccount) {
    return { account, managementAccount, registrations: [], trusted: await readServiceAccess(organizations) };
  }
  const registrations = await noneWhenDenied(readRegistrations(organizations, account));
  const trusted = registrations.length === 0 ? [] : await readServiceAccess(organizations);
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
