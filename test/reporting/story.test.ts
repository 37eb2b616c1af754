import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Row } from '@catalog-sweep/dashboard';
import { LogDatabase } from '../../packages/cli/src/reporting/log-database.ts';
import { objectsOf } from '../../packages/cli/src/reporting/query-result.ts';
import { temporaryFolder } from '../journeys/a-journey.ts';
import { PLAY, SHOP, STORY, sweepForTwentyWeeks } from './twenty-sweeps.ts';

let logs: LogDatabase;

beforeAll(async () => {
  const stateDirectory = temporaryFolder();
  await sweepForTwentyWeeks(stateDirectory);
  logs = await LogDatabase.open({ stateDirectory });
}, 120_000);

afterAll(() => logs.close());

async function ask(sql: string): Promise<readonly Row[]> {
  return objectsOf(await logs.query(sql));
}

/** One value for each sweep, in their order. */
async function bySweep(column: string, sql: string): Promise<readonly unknown[]> {
  return (await ask(sql)).map((row) => row[column]);
}

/** A list with one entry for each week: what holds from the named weeks on. */
function fromWeek(values: Readonly<Record<number, number>>): readonly number[] {
  let now = 0;
  return Array.from({ length: STORY.sweeps }, (_, index) => (now = values[index + 1] ?? now));
}

const { firstUpdate, bad, good, terminated, late } = STORY;

describe('twenty sweeps while versions are published', () => {
  it('are told by the history, with how many were up to date after each', async () => {
    const upToDate = await bySweep('uptodate', 'SELECT uptodate FROM sweep_history ORDER BY sweepid');
    const scanned = await bySweep('scanned', 'SELECT scanned FROM sweep_history ORDER BY sweepid');

    expect(upToDate).toEqual(fromWeek({ 1: 0, [firstUpdate]: 5, [bad]: 0, [good]: 5, [terminated]: 4, [late]: 0 }));
    expect(scanned).toEqual(fromWeek({ 1: 6, [terminated]: 5 }));
  });

  it('are told by the lag objective: a version is three days old when it is first met', async () => {
    const share = (maxDays: number) =>
      bySweep('share', `SELECT share FROM version_lag_objective WHERE maxdays = ${maxDays} ORDER BY sweepid`);

    expect(await share(0)).toEqual(fromWeek({ 1: 0, [firstUpdate]: 100, [bad]: 0, [good]: 100, [late]: 0 }));
    expect(await share(7)).toEqual(fromWeek({ 1: 0, [firstUpdate]: 100, [bad + 1]: 0, [good]: 100, [late + 1]: 0 }));
    expect(await share(30)).toEqual(fromWeek({ 1: 0, [firstUpdate]: 100 }));
  });

  it('are told by the adoption: who runs which version, since the sweep that brought it', async () => {
    const adoption = await ask(`
      SELECT productname, versionname, islatest, accountno, provisionedproducts, since
      FROM version_adoption
      ORDER BY productname DESC, accountno`);
    const [updated] = await ask(`
      SELECT max(updatetimestamp) AS latest, min(startedtime) AS began
      FROM central_service_catalog
      JOIN central_service_catalog_sweeps USING (sweepid)
      WHERE outcome = 'UPDATED' AND latestversionname = '3.0.1'`);

    expect(adoption).toMatchObject([
      { productname: 'Database', versionname: '3.0.1', islatest: false, accountno: SHOP, provisionedproducts: 3 },
      { productname: 'Database', versionname: '3.0.1', islatest: false, accountno: PLAY, provisionedproducts: 1 },
      { productname: 'Cache', versionname: '1.0.0', islatest: false, provisionedproducts: 1 },
    ]);
    for (const { since } of adoption.slice(0, 2)) {
      expect(String(since) >= String(updated?.['began'])).toBe(true);
      expect(String(since) <= String(updated?.['latest'])).toBe(true);
    }
  });

  it('keep the failures of the bad version, each once and with its cause, and none is open any more', async () => {
    const failures = await ask(
      'SELECT provisionedproductname AS name, toversionname, outcome, rootcause, isopen FROM failures ORDER BY name',
    );

    expect(failures.map(({ name }) => name)).toEqual(['db-01', 'db-02', 'db-03', 'play-db-01', 'play-db-02']);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        toversionname: '3.0.0',
        outcome: 'UPDATE_FAILED',
        rootcause: 'Queue (AWS::SQS::Queue): the retention period 3 is not allowed',
        isopen: false,
      });
    }
  });

  it('tell what is gone from what is there, and what was never reached', async () => {
    const gone = await ask("SELECT provisionedproductname AS name FROM current_state WHERE state = 'GONE'");
    const [whole] = await ask("SELECT provisionedproducts, outdated FROM backlog WHERE dimension = 'organization'");
    const unreached = await ask(
      'SELECT accountname, failedsweeps, lastswept, failingsince FROM target_health WHERE NOT swept',
    );
    const [first] = await ask('SELECT min(startedtime) AS began FROM sweep_history');

    expect(gone).toEqual([{ name: 'play-db-02' }]);
    expect(whole).toEqual({ provisionedproducts: 5, outdated: 5 });
    expect(unreached).toEqual([
      { accountname: 'bare', failedsweeps: STORY.sweeps, lastswept: null, failingsince: first?.['began'] },
    ]);
  });
});
