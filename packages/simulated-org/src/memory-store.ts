import type { Store, Tables } from './store.ts';

/** One change of the state: an entity that was put, or null for one that was removed. */
export type Change = readonly [table: string, id: string, entity: unknown];

/** The state in memory. Changes are made in transactions, which the journal writes down. */
export class MemoryStore implements Store {
  readonly #tables = new Map<string, Map<string, unknown>>();
  #changes: Change[] = [];
  #undo: (() => void)[] = [];

  get<Table extends keyof Tables>(table: Table, id: string): Tables[Table] | undefined {
    return this.#table(table).get(id) as Tables[Table] | undefined;
  }

  all<Table extends keyof Tables>(table: Table): Iterable<Tables[Table]> {
    return this.#table(table).values() as Iterable<Tables[Table]>;
  }

  put<Table extends keyof Tables>(table: Table, id: string, entity: Tables[Table]): void {
    this.#change([table, id, entity]);
  }

  remove(table: keyof Tables, id: string): void {
    this.#change([table, id, null]);
  }

  /** Makes changes that were written down. */
  replay(changes: readonly Change[]): void {
    for (const change of changes) this.#apply(change);
  }

  /** Does `work`, hands the changes that it made to `keep`, and returns its result. When either throws, nothing was changed. */
  transaction<T>(work: () => T, keep: (changes: readonly Change[]) => void): T {
    this.#changes = [];
    this.#undo = [];
    try {
      const result = work();
      keep(this.#changes);
      return result;
    } catch (error) {
      for (const undo of this.#undo.toReversed()) undo();
      throw error;
    } finally {
      this.#changes = [];
      this.#undo = [];
    }
  }

  /** All of the state as plain values, tables and ids in order, for comparing. */
  snapshot(without: readonly (keyof Tables)[]): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    const names = [...this.#tables.keys()].filter((name) => !(without as readonly string[]).includes(name)).toSorted();
    return Object.fromEntries(
      names.map((name) => [name, Object.fromEntries([...this.#table(name)].toSorted(([a], [b]) => (a < b ? -1 : 1)))]),
    );
  }

  #change(change: Change): void {
    this.#changes.push(change);
    this.#undo.push(this.#undoOf(change));
    this.#apply(change);
  }

  #undoOf([table, id, entity]: Change): () => void {
    const entities = this.#table(table);
    const before = entities.get(id);
    if (entity !== null || before === undefined) return () => this.#apply([table, id, before ?? null]);
    // What is put again comes last, so what was removed comes back with the order as it was.
    const inOrder = new Map(entities);
    return () => this.#tables.set(table, inOrder);
  }

  #apply([table, id, entity]: Change): void {
    if (entity === null) this.#table(table).delete(id);
    else this.#table(table).set(id, entity);
  }

  #table(name: string): Map<string, unknown> {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new Map();
      this.#tables.set(name, table);
    }
    return table;
  }
}
