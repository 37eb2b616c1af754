import type { Operation } from '../operation.ts';
import { constraintOperations } from './constraints.ts';
import { launchPathOperations } from './launch-paths.ts';
import { portfolioOperations } from './portfolios.ts';
import { principalOperations } from './principals.ts';
import { productOperations } from './products.ts';
import { provisionedProductOperations } from './provisioned-products.ts';
import { provisioningOperations } from './provisioning.ts';
import { recordOperations } from './records.ts';
import { shareStatusOperations } from './share-operations.ts';
import { shareOperations } from './shares.ts';
import { tagOptionOperations } from './tag-options.ts';
import { versionOperations } from './versions.ts';

/** The operations of AWS Service Catalog, as BEHAVIOUR.md has them. */
export const serviceCatalogOperations: Readonly<Record<string, Operation>> = {
  ...portfolioOperations,
  ...principalOperations,
  ...shareOperations,
  ...shareStatusOperations,
  ...constraintOperations,
  ...productOperations,
  ...versionOperations,
  ...launchPathOperations,
  ...tagOptionOperations,
  ...provisioningOperations,
  ...provisionedProductOperations,
  ...recordOperations,
};
