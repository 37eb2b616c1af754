import type { Row, Value } from '@catalog-sweep/dashboard';
import { objectsOf, type LogQueries } from './query-result.ts';
import { filtered, type ReportFilter } from './report-views.ts';

/** What an operator wants to know on Friday morning. Times as in the logs. */
export interface OrganisationSummary {
  /** The newest sweep; undefined when none has finished. */
  readonly sweep: Row | undefined;
  /** How many provisioned products there are in each state, gone ones left out. */
  readonly states: Readonly<Record<string, number>>;
  /** The same after the whole sweep before the newest whole one; undefined when there was none. */
  readonly before: { readonly startedtime: Value; readonly states: Readonly<Record<string, number>> } | undefined;
  /** The version-lag objective after the newest whole sweep, by days. */
  readonly lag: readonly Row[];
  /** Where most is behind: rows of backlog, of OUs and of products. */
  readonly organizationalUnits: readonly Row[];
  readonly products: readonly Row[];
  /** What open failures come down to: the cause, how many, and in which accounts. */
  readonly causes: readonly Row[];
  /** Targets that the newest sweep did not reach: rows of target_health. */
  readonly unreached: readonly Row[];
}

/** So many rows of each kind are told. */
const TOP = 5;

const NEWEST = 'SELECT * FROM sweep_history ORDER BY sweepid DESC LIMIT 1';

const STATES = "SELECT state, count(*) AS number FROM current_state WHERE state <> 'GONE' GROUP BY state";

const BEFORE = `
  SELECT s.startedtime, p.state, count(*) AS number
  FROM product_states AS p
  JOIN (SELECT sweepid, startedtime FROM sweep_history WHERE whole ORDER BY sweepid DESC OFFSET 1 LIMIT 1) AS s
    ON s.sweepid = p.sweepid
  GROUP BY s.startedtime, p.state`;

const LAG = `
  SELECT * FROM version_lag_objective
  WHERE sweepid = (SELECT max(sweepid) FROM version_lag_objective)
  ORDER BY maxdays`;

const backlogOf = (dimension: string) => `
  SELECT * FROM backlog
  WHERE dimension = '${dimension}' AND outdated + failed > 0
  ORDER BY outdated + failed DESC, id
  LIMIT ${TOP}`;

const CAUSES = `
  SELECT
    rootcause,
    count(*) AS provisionedproducts,
    count(DISTINCT accountno) AS accounts,
    min(accountname) AS firstaccount
  FROM failures
  WHERE isopen
  GROUP BY rootcause
  ORDER BY count(*) DESC, rootcause
  LIMIT ${TOP}`;

const UNREACHED = 'SELECT * FROM target_health WHERE NOT swept ORDER BY failingsince, accountno, region';

/** Asks for all of it, narrowed to what the filter lets through. */
export async function organisationSummary(queries: LogQueries, filter: ReportFilter): Promise<OrganisationSummary> {
  const ask = async (sql: string) => objectsOf(await queries.query(filtered(sql, filter)));
  const [sweep] = await ask(NEWEST);
  const before = await ask(BEFORE);
  return {
    sweep,
    states: statesIn(await ask(STATES)),
    before:
      before[0] === undefined ? undefined : { startedtime: before[0]['startedtime'] ?? null, states: statesIn(before) },
    lag: await ask(LAG),
    organizationalUnits: await ask(backlogOf('organizationalunit')),
    products: await ask(backlogOf('product')),
    causes: await ask(CAUSES),
    unreached: await ask(UNREACHED),
  };
}

function statesIn(rows: readonly Row[]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(({ state, number }) => [String(state), Number(number)]));
}
