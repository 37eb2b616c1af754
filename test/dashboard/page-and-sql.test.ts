import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dashboardData, renderPage, type Row } from '@catalog-sweep/dashboard';
import type { Browser, Page } from 'playwright-core';
import { LogDatabase } from '../../packages/cli/src/reporting/log-database.ts';
import { objectsOf } from '../../packages/cli/src/reporting/query-result.ts';
import { findBrowser, startBrowser } from '../../scripts/bench/browser.ts';
import { generateLogs } from '../../scripts/bench/generated-logs.ts';
import { temporaryFolder } from '../journeys/a-journey.ts';

const program = findBrowser();

/** What was so after the two newest whole sweeps, each target as the newest sweep that reached it left it. */
const AFTER_WHOLE = `
  WITH
    whole AS (SELECT sweepid FROM central_service_catalog_sweeps WHERE whole),
    reached AS (
      SELECT w.sweepid AS at, t.accountno, t.region, max(t.sweepid) AS sweepid
      FROM whole AS w
      JOIN central_service_catalog_targets AS t ON t.sweepid <= w.sweepid AND t.swept
      WHERE t.sweepid IN (SELECT sweepid FROM whole)
      GROUP BY w.sweepid, t.accountno, t.region
    )
  SELECT
    r.at,
    count(*) AS total,
    count(CASE WHEN p.state = 'CURRENT' THEN 1 END) AS uptodate,
    count(CASE WHEN p.state = 'FAILED' THEN 1 END) AS failed
  FROM reached AS r
  JOIN product_states AS p ON p.accountno = r.accountno AND p.region = r.region AND p.sweepid = r.sweepid
  GROUP BY r.at
  ORDER BY r.at DESC
  LIMIT 2`;

(program === undefined ? describe.skip : describe)('every number on the page', () => {
  let logs: LogDatabase;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const folder = temporaryFolder();
    await generateLogs(folder, { sweeps: 6, accounts: 20, regions: 2, products: 12, seed: 5 });
    logs = await LogDatabase.open({ copy: folder });
    const html = await renderPage(await dashboardData(ask, { madeAt: 0, partition: 'aws', warnings: [] }));
    const file = join(temporaryFolder(), 'page.html');
    writeFileSync(file, html);
    browser = await startBrowser(program ?? '');
    page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
  });

  afterAll(async () => {
    await browser?.close();
    logs?.close();
  });

  async function ask(sql: string): Promise<readonly Row[]> {
    return objectsOf(await logs.query(sql));
  }

  /** The numbers whose names begin so, by name. */
  async function shown(begin: string): Promise<Readonly<Record<string, number>>> {
    const numbers = page.locator(`[data-testid^="${begin}"][data-value]`);
    await numbers.first().waitFor({ state: 'attached' });
    const pairs = await numbers.evaluateAll((elements) =>
      elements.map((element) => [element.getAttribute('data-testid') ?? '', element.getAttribute('data-value') ?? '']),
    );
    return Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
  }

  it('counts the states as the logs have them', async () => {
    const rows = await ask("SELECT state, count(*) AS number FROM current_state WHERE state <> 'GONE' GROUP BY state");
    const numbers = new Map(rows.map(({ state, number }) => [String(state), Number(number)]));
    const total = [...numbers.values()].reduce((sum, number) => sum + number, 0);

    const counts = await shown('count-');
    const shares = await shown('share-');

    expect(await shown('total')).toEqual({ total });
    expect(total).toBeGreaterThan(100);
    for (const [name, value] of Object.entries(counts))
      expect(value).toBe(numbers.get(name.slice('count-'.length)) ?? 0);
    for (const [name, value] of Object.entries(shares)) {
      expect(value).toBe((100 * (numbers.get(name.slice('share-'.length)) ?? 0)) / total);
    }
  });

  it('compares with the whole sweep before', async () => {
    const [now, before] = (await ask(AFTER_WHOLE)).map(({ total, uptodate, failed }) => ({
      share: (100 * Number(uptodate)) / Number(total),
      failed: Number(failed),
      behind: Number(total) - Number(uptodate) - Number(failed),
    }));
    const unswept = await ask('SELECT targetsfailed FROM sweep_history WHERE whole ORDER BY sweepid DESC LIMIT 2');

    const changes = await shown('change-');

    expect(changes['change-current']).toBeCloseTo((now?.share ?? NaN) - (before?.share ?? NaN), 9);
    expect(changes['change-failed']).toBe((now?.failed ?? NaN) - (before?.failed ?? NaN));
    expect(changes['change-outdated']).toBe((now?.behind ?? NaN) - (before?.behind ?? NaN));
    expect(changes['change-unswept-targets']).toBe(
      Number(unswept[0]?.['targetsfailed']) - Number(unswept[1]?.['targetsfailed']),
    );
  });

  it.each([
    { tab: 'By OU', dimension: 'organizationalunit', name: 'ou' },
    { tab: 'By product', dimension: 'product', name: 'product' },
  ])('has the backlog $tab as the view has it', async ({ tab, dimension, name }) => {
    const rows = await ask(`SELECT * FROM backlog WHERE dimension = '${dimension}'`);

    await page.getByRole('tab', { name: tab }).click();
    const numbers = await shown(`backlog-${name}-`);

    expect(Object.keys(numbers)).toHaveLength(Math.min(10, rows.length) * 5);
    const ids = new Set(
      Object.keys(numbers).map((key) => key.slice(`backlog-${name}-`.length).replace(/-[a-z]+$/, '')),
    );
    for (const row of rows.filter(({ id }) => ids.has(String(id)))) {
      const of = (column: string) => numbers[`backlog-${name}-${String(row['id'])}-${column}`];
      expect(of('behind')).toBe(Number(row['outdated']) + Number(row['failed']));
      expect(of('failed')).toBe(row['failed']);
      expect(of('unreachable')).toBe(row['unreachable']);
      expect(of('total')).toBe(row['provisionedproducts']);
      expect(of('share')).toBe((100 * Number(row['uptodate'])) / Number(row['provisionedproducts']));
    }
  });

  it('has the causes of open failures, each with how many and in how many accounts', async () => {
    const rows = await ask(`
      SELECT rootcause, count(*) AS products, count(DISTINCT accountno) AS accounts
      FROM failures WHERE isopen GROUP BY rootcause`);

    const numbers = await shown('cause-');

    expect(rows.length).toBeGreaterThan(0);
    for (const { rootcause, products, accounts } of rows) {
      expect(numbers[`cause-${String(rootcause)}-products`]).toBe(products);
      expect(numbers[`cause-${String(rootcause)}-accounts`]).toBe(accounts);
    }
  });

  it('has the targets that were not swept', async () => {
    const [row] = await ask(`
      SELECT
        count(*) AS targets,
        count(CASE WHEN NOT swept THEN 1 END) AS unswept,
        count(DISTINCT CASE WHEN NOT swept THEN accountno END) AS accounts
      FROM target_health`);

    expect(await shown('targets')).toEqual({ targets: row?.['targets'], 'targets-unswept': row?.['unswept'] });
    expect(await shown('accounts-unswept')).toEqual({ 'accounts-unswept': row?.['accounts'] });
  });
});
