import type { Store } from '../store.ts';

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

export type Moment = 'before the act' | 'after the act';

/** What goes wrong with a request, or happens elsewhere at its time. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly status: number }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'broken connection'; readonly when: Moment }
  /** Somebody changes the organisation at the worst moment. */
  | { readonly kind: 'events'; readonly happen: (when: Moment, store: Store) => void };

/** Says which fault a request meets, if any. It has to answer the same for the same request, or a run cannot be repeated. */
export type Faults = (request: FaultSubject) => Fault | undefined;

/** A call of a function that a fault may meet. */
export interface FunctionSubject {
  readonly functionName: string;
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What goes wrong with a call of a function; `cause` names the rule. */
export interface FunctionFault {
  readonly kind: FunctionFaultKind;
  readonly cause: string;
}

export const FUNCTION_FAULT_KINDS = [
  'function-throttled',
  'function-killed-before',
  'function-killed-after',
  'function-timed-out',
] as const;
type FunctionFaultKind = (typeof FUNCTION_FAULT_KINDS)[number];

/** Says which fault a call of a function meets, if any. */
export type FunctionFaults = (call: FunctionSubject) => FunctionFault | undefined;
