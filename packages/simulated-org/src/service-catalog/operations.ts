import type { Operation } from '../operation.ts';
import { portfolioOperations } from './portfolios.ts';
import { productOperations } from './products.ts';
import { provisionedProductOperations } from './provisioned-products.ts';
import { provisioningOperations } from './provisioning.ts';
import { recordOperations } from './records.ts';
import { tagOptionOperations } from './tag-options.ts';

/** The operations of AWS Service Catalog, as BEHAVIOUR.md has them. */
export const serviceCatalogOperations: Readonly<Record<string, Operation>> = {
  ...portfolioOperations,
  ...productOperations,
  ...tagOptionOperations,
  ...provisioningOperations,
  ...provisionedProductOperations,
  ...recordOperations,
};
