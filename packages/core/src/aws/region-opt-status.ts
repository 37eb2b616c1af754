import { GetRegionOptStatusCommand, type AccountClient } from '@aws-sdk/client-account';

/**
 * Whether a Region is enabled in an account: ENABLED, ENABLED_BY_DEFAULT, ENABLING, DISABLING or DISABLED. The own account is asked about without its id,
 * which AWS refuses from a management account.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html
 */
export async function readRegionOptStatus(
  client: AccountClient,
  { account, region }: { readonly account: string | undefined; readonly region: string },
): Promise<string> {
  const answer = await client.send(new GetRegionOptStatusCommand({ AccountId: account, RegionName: region }));
  return answer.RegionOptStatus ?? '';
}
