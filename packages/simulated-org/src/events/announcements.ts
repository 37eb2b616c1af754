import { createHash } from 'node:crypto';
import { uuidOf } from '../chance.ts';
import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By id: what was not delivered yet. */
    'events.announcements': ServiceEvent;
  }
}

/** An event as EventBridge hands it to the target of a rule. */
export interface ServiceEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts an event where it waits to be delivered: it is written down together with the change that it tells of. */
export function announce(store: Store, event: Omit<ServiceEvent, 'id'>): void {
  // The same event has the same id.
  const id = uuidOf(createHash('sha256').update(JSON.stringify(event)).digest('hex'));
  store.put('events.announcements', id, { ...event, id });
}
