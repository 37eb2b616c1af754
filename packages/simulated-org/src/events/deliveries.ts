import type { Clock } from '../clock.ts';
import type { MemoryStore } from '../memory-store.ts';
import type { ServiceEvent } from './announcements.ts';

/** What a rule of EventBridge calls, as a task of the clock. */
export type EventTarget<Organisation> = (
  event: ServiceEvent,
  delivery: {
    /** Aborted when the organisation is closed meanwhile. */
    readonly signal: AbortSignal;
    /** The one that has announced it. */
    readonly organisation: Organisation;
  },
) => Promise<void>;

interface Ground {
  readonly clock: Clock;
  readonly store: MemoryStore;
  /** Does work whose changes are written down before it returns. */
  readonly commit: (work: () => void) => void;
  /** Absent: what is announced waits for a process that has one. */
  readonly target: ((event: ServiceEvent, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Hands announced events to their target, each as a task of its own. One that a closing interrupted is handed over again at the next opening. */
export class Deliveries {
  readonly #ground: Ground;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Begins to deliver whatever waits. */
  deliver(): void {
    const { target } = this.#ground;
    if (target === undefined || this.#closing.signal.aborted) return;
    for (const event of this.#ground.store.all('events.announcements')) {
      if (this.#underWay.has(event.id)) continue;
      this.#underWay.set(
        event.id,
        this.#ground.clock.task(() => this.#deliverOne(event, target)),
      );
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underWay.values());
  }

  async #deliverOne(event: ServiceEvent, target: NonNullable<Ground['target']>): Promise<void> {
    const { store, commit } = this.#ground;
    const { signal } = this.#closing;
    try {
      await target(event, signal);
    } catch {
      // Whether the target does well is its own matter, as on AWS.
    }
    this.#underWay.delete(event.id);
    if (!signal.aborted) commit(() => store.remove('events.announcements', event.id));
  }
}
