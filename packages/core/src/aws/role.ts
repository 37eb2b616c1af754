import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { undefinedWhenMissing } from './missing.ts';

/** The tags of a role, or undefined when there is no role of that name. */
export async function readRoleTags(iam: IAMClient, name: string): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await undefinedWhenMissing(iam.send(new GetRoleCommand({ RoleName: name })));
  return answer && new Map(answer.Role?.Tags?.map(({ Key = '', Value = '' }) => [Key, Value]));
}
