import { STATES, type DashboardData, type HistoryRow, type State } from './dashboard-data.ts';
import type { Query, Row } from './query.ts';

/** The columns are named as the fields of the rows, in lower case. */
const PRODUCTS = `
  SELECT
    c.accountno AS account,
    c.accountname,
    c.organizationalunit,
    c.region,
    c.provisionedproductid AS id,
    c.provisionedproductname AS name,
    c.productid,
    c.productname AS product,
    c.owner,
    c.state,
    c.outcome,
    coalesce(c.reason, c.errors) AS reason,
    f.rootcause,
    c.versionname AS version,
    c.latestversionname AS latestversion,
    c.daysbehind,
    c.optedin,
    c.sweepid,
    c.lastseen
  FROM current_state AS c
  LEFT JOIN failures AS f
    ON f.isopen
    AND f.accountno = c.accountno
    AND f.region = c.region
    AND f.provisionedproductid = c.provisionedproductid
  WHERE c.state <> 'GONE'
  ORDER BY c.accountno, c.region, c.provisionedproductname, c.provisionedproductid`;

const TARGETS = `
  SELECT
    accountno AS account,
    accountname,
    organizationalunit,
    region,
    swept,
    error,
    reason,
    failingsince,
    failedsweeps,
    lastswept
  FROM target_health
  ORDER BY accountno, region`;

const SWEEPS = `
  SELECT
    sweepid,
    mode,
    status,
    reason,
    whole,
    startedtime AS started,
    minutes,
    targetsplanned,
    targetsfailed,
    scanned,
    updated,
    reconciled
  FROM sweep_history
  ORDER BY sweepid`;

/**
 * The numbers of one product in one target after each whole sweep, where they differ from those before: a product of which nothing is left has a row of
 * zeros. A target that a sweep did not reach keeps the numbers that it had.
 */
const HISTORY = `
  WITH
    whole AS (
      SELECT sweepid
      FROM central_service_catalog_sweeps
      WHERE whole
    ),
    looks AS (
      SELECT DISTINCT t.accountno, t.region, t.sweepid
      FROM central_service_catalog_targets AS t
      JOIN whole AS w ON w.sweepid = t.sweepid
      WHERE t.swept
    ),
    kinds AS (
      SELECT DISTINCT p.accountno, p.region, p.productid
      FROM product_states AS p
      JOIN whole AS w ON w.sweepid = p.sweepid
    ),
    counts AS (
      SELECT
        l.accountno,
        l.region,
        k.productid,
        l.sweepid,
        count(p.provisionedproductid) AS provisionedproducts,
        count(CASE WHEN p.state = 'CURRENT' THEN 1 END) AS uptodate,
        count(CASE WHEN p.state = 'FAILED' THEN 1 END) AS failed
      FROM looks AS l
      JOIN kinds AS k ON k.accountno = l.accountno AND k.region = l.region
      LEFT JOIN product_states AS p
        ON p.sweepid = l.sweepid
        AND p.accountno = l.accountno
        AND p.region = l.region
        AND coalesce(p.productid, '') = coalesce(k.productid, '')
      GROUP BY l.accountno, l.region, k.productid, l.sweepid
    ),
    changes AS (
      SELECT
        *,
        lag(provisionedproducts, 1, 0) OVER series AS productsbefore,
        lag(uptodate, 1, 0) OVER series AS uptodatebefore,
        lag(failed, 1, 0) OVER series AS failedbefore
      FROM counts
      WINDOW series AS (PARTITION BY accountno, region, productid ORDER BY sweepid)
    )
  SELECT accountno AS account, region, productid, sweepid, provisionedproducts, uptodate, failed
  FROM changes
  WHERE provisionedproducts <> productsbefore OR uptodate <> uptodatebefore OR failed <> failedbefore
  ORDER BY sweepid, accountno, region, productid`;

const LAG = `
  SELECT sweepid, maxdays, optedin, within
  FROM version_lag_objective
  ORDER BY sweepid, maxdays`;

/**
 * What the page shows, by the views over the logs. `madeAt` is in milliseconds since 1970; `warnings` are about the logs. Throws what the query throws, and an
 * error for a row that no view of this version gives.
 */
export async function dashboardData(
  query: Query,
  { madeAt, partition, warnings }: Pick<DashboardData, 'madeAt' | 'partition' | 'warnings'>,
): Promise<DashboardData> {
  const [sweeps, products, targets] = [await query(SWEEPS), await query(PRODUCTS), await query(TARGETS)];
  const [history, lag] = [await query(HISTORY), await query(LAG)];
  return {
    madeAt,
    partition,
    warnings,
    sweeps: sweeps.map((row) => ({
      sweepId: text(row, 'sweepid'),
      mode: text(row, 'mode'),
      status: text(row, 'status'),
      reason: text(row, 'reason'),
      whole: row['whole'] === true,
      started: text(row, 'started'),
      minutes: number(row, 'minutes'),
      targetsPlanned: number(row, 'targetsplanned'),
      targetsFailed: number(row, 'targetsfailed'),
      scanned: number(row, 'scanned'),
      updated: number(row, 'updated'),
      reconciled: row['reconciled'] === true,
    })),
    products: products.map((row) => ({
      account: text(row, 'account'),
      accountName: text(row, 'accountname'),
      organizationalUnit: text(row, 'organizationalunit'),
      region: text(row, 'region'),
      id: text(row, 'id'),
      name: text(row, 'name'),
      productId: text(row, 'productid'),
      product: text(row, 'product'),
      owner: text(row, 'owner'),
      state: stateOf(row),
      outcome: text(row, 'outcome'),
      reason: text(row, 'reason'),
      rootCause: text(row, 'rootcause'),
      version: text(row, 'version'),
      latestVersion: text(row, 'latestversion'),
      daysBehind: row['daysbehind'] === null ? null : number(row, 'daysbehind'),
      optedIn: row['optedin'] === true,
      sweepId: text(row, 'sweepid'),
      lastSeen: text(row, 'lastseen'),
    })),
    targets: targets.map((row) => ({
      account: text(row, 'account'),
      accountName: text(row, 'accountname'),
      organizationalUnit: text(row, 'organizationalunit'),
      region: text(row, 'region'),
      swept: row['swept'] === true,
      error: text(row, 'error'),
      reason: text(row, 'reason'),
      failingSince: text(row, 'failingsince'),
      failedSweeps: number(row, 'failedsweeps'),
      lastSwept: text(row, 'lastswept'),
    })),
    history: history.map((row) => historyRow(row)),
    lag: lag.map((row) => ({
      sweepId: text(row, 'sweepid'),
      maxDays: number(row, 'maxdays'),
      optedIn: number(row, 'optedin'),
      within: number(row, 'within'),
    })),
  };
}

function historyRow(row: Row): HistoryRow {
  return {
    account: text(row, 'account'),
    region: text(row, 'region'),
    productId: text(row, 'productid'),
    sweepId: text(row, 'sweepid'),
    provisionedProducts: number(row, 'provisionedproducts'),
    current: number(row, 'uptodate'),
    failed: number(row, 'failed'),
  };
}

/** The page has no nulls where an empty text says the same. */
function text(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
}

function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new Error(`the column ${column} holds ${JSON.stringify(value)} instead of a number`);
}

function stateOf(row: Row): State {
  const state = STATES.find((one) => one === row['state']);
  if (state !== undefined) return state;
  throw new Error(`no state ${JSON.stringify(row['state'])} is known`);
}
