import { ListLaunchPathsCommand, type ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

export interface LaunchPath {
  readonly id: string;
  /** The display name of the portfolio. */
  readonly name: string;
}

/**
 * The launch paths that the caller has to a product: through each portfolio that holds it and has the caller as a principal. Without any,
 * Service Catalog answers that there is no such resource.
 */
export async function readLaunchPaths(
  catalog: ServiceCatalogClient,
  productId: string,
): Promise<readonly LaunchPath[]> {
  const paths = await undefinedWhenMissing(
    allPages(async (token) => {
      const page = await catalog.send(new ListLaunchPathsCommand({ ProductId: productId, PageToken: token }));
      return { items: page.LaunchPathSummaries, next: page.NextPageToken };
    }),
  );
  return (paths ?? []).map(({ Id = '', Name = '' }) => ({ id: Id, name: Name }));
}
