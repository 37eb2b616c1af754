import { ListDelegatedServicesForAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { AwsGateway } from './gateway.ts';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

/** The service principals for which an account is a delegated administrator; none for an account that is not registered at all. */
export async function readRegistrations(aws: AwsGateway, account: string): Promise<readonly string[]> {
  const organizations = aws.hub(OrganizationsClient);
  const services = await undefinedWhenMissing(
    allPages(async (token) => {
      const wanted = { AccountId: account, NextToken: token };
      const page = await organizations.send(new ListDelegatedServicesForAccountCommand(wanted));
      return { items: page.DelegatedServices, next: page.NextToken };
    }),
  );
  return (services ?? []).flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []);
}
