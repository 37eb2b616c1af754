import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import type { SpokeAccess } from '../contract/role-names.ts';
import type { ClientClass } from './client-middleware.ts';

/**
 * The one way to AWS: turns (account, Region) into clients. Role, credentials cache, retries, timeouts and the counting of calls live
 * behind it, in `connections.ts`. Its clients are only ever used by the adapters beside this file, and throw AwsError alone.
 */
export interface AwsGateway {
  /**
   * A client of the hub's own account and Region. Its class comes with the adapter that needs it, so that each function is bundled with
   * the clients it uses and no others: together they are larger than the rest.
   */
  hub<Client, Input extends object, Output extends object>(Client: ClientClass<Client, Input, Output>): Client;
  /** The hub's own Service Catalog in a Region, with the caller's rights in the hub. */
  hubCatalog(region: string): ServiceCatalogClient;
  /**
   * Clients for a target, with the spoke role's credentials (assumed once per account, access and sweep while this process lives).
   * Throws AwsError: `kind` ROLE_NOT_ASSUMABLE when the role is missing or does not trust the hub.
   */
  spoke(target: { readonly account: string; readonly region: string }, access: SpokeAccess): Promise<SpokeClients>;
}

export interface SpokeClients {
  readonly serviceCatalog: ServiceCatalogClient;
  readonly cloudFormation: CloudFormationClient;
  /** A client of a service that is not Regional; its class comes with its adapter, as those of the hub do. */
  global<Client, Input extends object, Output extends object>(Client: ClientClass<Client, Input, Output>): Client;
}
