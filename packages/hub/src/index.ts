export { CatalogSweepHub, type CatalogSweepHubProps } from './catalog-sweep-hub.ts';
export {
  CatalogSweepSpokeRoles,
  CatalogSweepSpokes,
  spokeStacks,
  type CatalogSweepSpokesProps,
} from './catalog-sweep-spokes.ts';
export { readerTemplate } from './reader-template.ts';
