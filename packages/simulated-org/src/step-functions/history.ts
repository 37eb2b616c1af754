import type { Store } from '../store.ts';
import type { ReportedEvent } from './report.ts';

/** Keeps an event of an execution's history. */
export function putEvent(store: Store, execution: string, event: ReportedEvent): void {
  store.put('states.events', keyOf(execution, event.id), event);
}

/** All events of an execution, from the first on. */
export function eventsOf(store: Store, execution: string): ReportedEvent[] {
  const events: ReportedEvent[] = [];
  for (;;) {
    const event = store.get('states.events', keyOf(execution, events.length + 1));
    if (event === undefined) return events;
    events.push(event);
  }
}

/** Forgets the history of an execution whose name is used again. */
export function removeEvents(store: Store, execution: string): void {
  for (const { id } of eventsOf(store, execution)) store.remove('states.events', keyOf(execution, id));
}

/** Closes the history of an execution that somebody aborts. AWS names no event before that one. */
export function putAbort(
  store: Store,
  execution: string,
  {
    error,
    cause,
    now,
  }: { readonly error?: string | undefined; readonly cause?: string | undefined; readonly now: number },
): void {
  const id = eventsOf(store, execution).length + 1;
  const details = { error, cause };
  putEvent(store, execution, { id, previousEventId: 0, timestamp: now, type: 'ExecutionAborted', details });
}

function keyOf(execution: string, id: number): string {
  return `${execution} ${id}`;
}

/** What belongs to a type stands under a name that follows from it; all states share theirs. */
function detailsName(type: string): string {
  const [, what] = /State(Entered|Exited)$/.exec(type) ?? [];
  const name = what === undefined ? type : `State${what}`;
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
}

/** Values that are JSON text on the wire, and are left out when nobody wants data. */
const DATA: ReadonlySet<string> = new Set(['input', 'output', 'parameters']);

/** An event as GetExecutionHistory gives it. */
export function eventShape({ details, timestamp, ...event }: ReportedEvent, withData: boolean): object {
  const shaped: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    if (!DATA.has(name)) shaped[name] = value;
    else if (withData) Object.assign(shaped, dataShape(name, value));
  }
  return {
    ...event,
    timestamp: new Date(timestamp),
    ...(Object.keys(shaped).length === 0 ? {} : { [detailsName(event.type)]: shaped }),
  };
}

function dataShape(name: string, value: unknown): Record<string, unknown> {
  const text = JSON.stringify(value);
  return name === 'parameters' ? { [name]: text } : { [name]: text, [`${name}Details`]: { truncated: false } };
}
