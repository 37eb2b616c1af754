import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceError } from '../operation.ts';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path without host, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What goes wrong before an operation is known, in each service's own words. */
export type AccessProblem = 'missing authentication' | 'unknown key' | 'expired';

/** How a service speaks. */
export interface Protocol {
  /** The operation that is asked for, and its input in the wire's shapes. */
  parse(request: WireRequest): { readonly operation: string; readonly input: unknown };
  answer(operation: string, output: unknown, requestId: string): WireResponse;
  error(error: ServiceError, requestId: string): WireResponse;
  accessProblem(problem: AccessProblem): ServiceError;
  /** AWS's code for a request that policies do not allow. */
  readonly accessDenied: { readonly code: string; readonly status: number };
}
