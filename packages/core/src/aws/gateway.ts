import type { AccountClient } from '@aws-sdk/client-account';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import type { SpokeAccess } from '../contract/role-names.ts';

/**
 * The one way to AWS: turns (account, Region) into clients. Role, credentials cache, retries, timeouts and the counting of calls live
 * behind it, in `connections.ts`. Its clients are only ever used by the adapters beside this file, and throw AwsError alone.
 */
export interface AwsGateway {
  /** Clients of the hub's own account, in its own Region where that matters. */
  hub(): HubClients;
  /** The hub's own Service Catalog in a Region, with the caller's rights in the hub. */
  hubCatalog(region: string): ServiceCatalogClient;
  /**
   * Clients for a target, with the spoke role's credentials (assumed once per account, access and sweep while this process lives).
   * Throws AwsError: `kind` ROLE_NOT_ASSUMABLE when the role is missing or does not trust the hub.
   */
  spoke(target: { readonly account: string; readonly region: string }, access: SpokeAccess): Promise<SpokeClients>;
}

export interface HubClients {
  readonly account: AccountClient;
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly organizations: OrganizationsClient;
  readonly sfn: SFNClient;
  readonly sts: STSClient;
}

export interface SpokeClients {
  readonly iam: IAMClient;
  readonly serviceCatalog: ServiceCatalogClient;
  readonly cloudFormation: CloudFormationClient;
}
