import type { SpokeClients } from '../aws/gateway.ts';
import { readRoleTags } from '../aws/role.ts';
import { SPOKE_ROLE_NAMES, type SpokeAccess } from '../contract/role-names.ts';
import { SPOKE_ROLES_TAG } from '../contract/stack-set.ts';
import type { FoundRole } from '../decisions/role-findings.ts';
import { AwsError } from '../errors.ts';

/** Both roles of an account, as the read role sees them. */
export async function readSpokeRoles(spoke: SpokeClients): Promise<readonly FoundRole[]> {
  const roles: FoundRole[] = [];
  for (const access of Object.keys(SPOKE_ROLE_NAMES) as SpokeAccess[]) roles.push(await readRole(spoke, access));
  return roles;
}

async function readRole(spoke: SpokeClients, access: SpokeAccess): Promise<FoundRole> {
  const name = SPOKE_ROLE_NAMES[access];
  try {
    const tags = await readRoleTags(spoke, name);
    return tags === undefined ? { name, kind: 'missing' } : { name, kind: 'found', digest: tags.get(SPOKE_ROLES_TAG) };
  } catch (error) {
    // Roles of before the doctor may not look at themselves, which tells their age.
    if (error instanceof AwsError && error.kind === 'ACCESS_DENIED') return { name, kind: 'found', digest: undefined };
    throw error;
  }
}
