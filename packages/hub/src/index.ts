export { CatalogSweepHub, type CatalogSweepHubProps } from './catalog-sweep-hub.ts';
