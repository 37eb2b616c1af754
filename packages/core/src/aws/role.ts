import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { SpokeClients } from './gateway.ts';
import { undefinedWhenMissing } from './missing.ts';

/** The tags of a role, or undefined when there is no role of that name. */
export async function readRoleTags(
  spoke: SpokeClients,
  name: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await undefinedWhenMissing(spoke.global(IAMClient).send(new GetRoleCommand({ RoleName: name })));
  return answer && new Map(answer.Role?.Tags?.map(({ Key = '', Value = '' }) => [Key, Value]));
}
