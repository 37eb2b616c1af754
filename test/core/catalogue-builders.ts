import type { CatalogueProduct, ProductVersion } from '@catalog-sweep/core';

/* Values of the catalogue that are whole, so that a test names only what it is about. */

const DAY = 86_400_000;

export function aVersion(parts: Partial<ProductVersion> = {}): ProductVersion {
  return { id: 'pa-1', name: '1.0.0', createdAt: DAY, active: true, deprecated: false, ...parts };
}

/** A product with a version that the provisioned product runs, and one that is newer. */
export function aCatalogueProduct(parts: Partial<CatalogueProduct> = {}): CatalogueProduct {
  return {
    id: 'prod-mysql',
    name: 'MySQL-RDS',
    versions: [aVersion(), aVersion({ id: 'pa-2', name: '2.0.0', createdAt: 2 * DAY })],
    newestParameters: [{ key: 'Size', hasDefault: true }],
    hubOptedIn: false,
    sharedBy: [],
    ...parts,
  };
}
