import type { Store } from '../store.ts';
import type { Decision } from './policy.ts';

/** What was asked for, by whom, and what the caller's own policies said to it. */
export interface Access {
  /** The role that asks, whatever its session is. */
  readonly principalArn: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
}

const observers = new WeakMap<Store, (access: Access) => void>();

/** Tells of every right that is asked for from now on: for those who compare what roles are given with what they use. */
export function observeAccess(store: Store, observer: (access: Access) => void): void {
  observers.set(store, observer);
}

export function tellObserver(store: Store, access: Access): void {
  observers.get(store)?.(access);
}
