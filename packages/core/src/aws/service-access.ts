import { ListAWSServiceAccessForOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { AwsGateway } from './gateway.ts';
import { allPages } from './pages.ts';

/** The service principals that have trusted access to the organisation. */
export async function readServiceAccess(aws: AwsGateway): Promise<readonly string[]> {
  const organizations = aws.hub(OrganizationsClient);
  const enabled = await allPages(async (token) => {
    const page = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken: token }));
    return { items: page.EnabledServicePrincipals, next: page.NextToken };
  });
  return enabled.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []);
}
