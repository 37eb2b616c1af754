import { ServiceError, type RequestContext } from './operation.ts';

/** What a list gives at once. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent at the end. */
  readonly next: string | undefined;
}

/**
 * A page of a list. The token is the position of the next item, in base64, as opaque as AWS's. Where AWS warns of empty pages, `mayBeEmpty` lets the first
 * page be one when the organisation is set to.
 */
export function pageOf<Item>(
  all: readonly Item[],
  {
    size,
    token,
    mayBeEmpty = false,
    invalidToken = 'InvalidParametersException',
  }: {
    readonly size: number;
    readonly token: string | undefined;
    readonly mayBeEmpty?: boolean;
    /** The service's code for a token that it did not give. */
    readonly invalidToken?: string;
  },
  context: Pick<RequestContext, 'pageLimit' | 'emptyPages'>,
): Page<Item> {
  if (token === undefined && mayBeEmpty && context.emptyPages && all.length > 0) return { items: [], next: tokenOf(0) };
  const start = token === undefined ? 0 : positionOf(token, invalidToken);
  const end = start + Math.min(size, context.pageLimit);
  return { items: all.slice(start, end), next: end < all.length ? tokenOf(end) : undefined };
}

function tokenOf(position: number): string {
  return Buffer.from(`position:${position}`).toString('base64url');
}

function positionOf(token: string, code: string): number {
  const [, position] = /^position:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (position === undefined) throw new ServiceError(code, 'The page token is not valid.');
  return Number(position);
}
