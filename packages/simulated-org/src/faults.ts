/** A request that a fault may meet. */
export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  /** The role that asks, whatever its session is. */
  readonly principalArn: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly input: unknown;
}

/** What goes wrong with a request. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly status: number }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'broken connection'; readonly when: 'before the act' | 'after the act' };

/** Says which fault a request meets, if any. It has to answer the same for the same request, or a run cannot be repeated. */
export type Faults = (request: FaultSubject) => Fault | undefined;
