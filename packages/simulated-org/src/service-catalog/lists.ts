import type { RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';

/** A list of Service Catalog: 20 at a time unless it says otherwise. */
export function listed(
  name: string,
  all: readonly object[],
  {
    PageToken,
    PageSize,
    most,
  }: { readonly PageToken: string | undefined; readonly PageSize: number | undefined; readonly most: number },
  context: RequestContext,
): object {
  const size = PageSize === undefined || PageSize === 0 ? most : Math.min(PageSize, most);
  const { items, next } = pageOf(all, { size, token: PageToken }, context);
  return { [name]: items, NextPageToken: next };
}
