/**
 * The state of the organisation: tables of entities, which the journal follows. Everything that must survive a kill is in here, and
 * is changed only by `put` and `remove`, so that replaying the journal gives the same state again.
 *
 * Entities are plain JSON values and are never changed in place: `put` a new object instead.
 */
export interface Store {
  /** The entity, or undefined. */
  get<Table extends keyof Tables>(table: Table, id: string): Tables[Table] | undefined;
  /** All entities of a table, in the order in which their ids were first put. */
  all<Table extends keyof Tables>(table: Table): Iterable<Tables[Table]>;
  put<Table extends keyof Tables>(table: Table, id: string, entity: Tables[Table]): void;
  remove(table: keyof Tables, id: string): void;
}

/**
 * The tables by name. Each service adds its own by declaration merging, next to its entities:
 * `declare module '../store.ts' { interface Tables { 'servicecatalog.portfolios': Portfolio } }`.
 */
export interface Tables {}
