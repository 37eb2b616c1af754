/** One event of an execution's history, as GetExecutionHistory names it. */
export interface HistoryEvent {
  /** From 1 on, without gaps. */
  readonly id: number;
  /** The event that led to it; 0 for none. */
  readonly previousEventId: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  /** What belongs to the type, in the words of its details there; inputs, outputs and parameters are values. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where a flow of states is in the history: its next event follows that one. Branches and iterations have cursors of their own. */
export interface Cursor {
  last: number;
}

/** Seen in histories that AWS recorded: what comes after these names the event before them. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  'ExecutionStarted',
  'MapIterationFailed',
  'MapIterationSucceeded',
  'MapStateSucceeded',
  'ParallelStateSucceeded',
]);

/** The history of one execution. */
export class History {
  #events = 0;

  get events(): number {
    return this.#events;
  }

  add(cursor: Cursor, { type, details, timestamp }: Omit<HistoryEvent, 'id' | 'previousEventId'>): HistoryEvent {
    this.#events += 1;
    const event = { id: this.#events, previousEventId: cursor.last, timestamp, type, details };
    if (!PASSED_OVER.has(type)) cursor.last = event.id;
    return event;
  }
}
