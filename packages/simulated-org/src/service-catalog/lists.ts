import type { RequestContext } from '../operation.ts';
import { pageOf, type Page } from '../paging.ts';

/** How many a list gives when it is not told; AWS does not say. */
const UNLESS_TOLD = 20;

interface Wanted {
  readonly PageToken?: string | undefined;
  readonly PageSize?: number | undefined;
}

/** A page of a list, as large as it is wanted. */
export function pageWanted<Item>(
  all: readonly Item[],
  { PageToken: token, PageSize = 0 }: Wanted,
  context: RequestContext,
): Page<Item> {
  return pageOf(all, { size: PageSize === 0 ? UNLESS_TOLD : PageSize, token }, context);
}

/** A page as most lists give it: the items under their name, and the token of the next page. */
export function listed(name: string, all: readonly object[], wanted: Wanted, context: RequestContext): object {
  const { items, next } = pageWanted(all, wanted, context);
  return { [name]: items, NextPageToken: next };
}
