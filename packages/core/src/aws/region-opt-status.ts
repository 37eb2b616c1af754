import { AccountClient, GetRegionOptStatusCommand } from '@aws-sdk/client-account';
import type { AwsGateway } from './gateway.ts';

/**
 * Whether a Region is enabled in an account: ENABLED, ENABLED_BY_DEFAULT, ENABLING, DISABLING or DISABLED. The own account is asked about without its id,
 * which AWS refuses from a management account.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html
 */
export async function readRegionOptStatus(
  aws: AwsGateway,
  { account, region }: { readonly account: string | undefined; readonly region: string },
): Promise<string> {
  const wanted = { AccountId: account, RegionName: region };
  const answer = await aws.hub(AccountClient).send(new GetRegionOptStatusCommand(wanted));
  return answer.RegionOptStatus ?? '';
}
