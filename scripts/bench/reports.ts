import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardData, type DashboardData } from '@catalog-sweep/dashboard';
import { LogDatabase } from '../../packages/cli/src/reporting/log-database.ts';
import { organisationSummary } from '../../packages/cli/src/reporting/organisation-summary.ts';
import { objectsOf } from '../../packages/cli/src/reporting/query-result.ts';
import { reportQuery, REPORTS } from '../../packages/cli/src/reporting/report-views.ts';
import { generateLogs, type LogSize } from './generated-logs.ts';

/** One line of the table: what was done, and how long it took in milliseconds. */
export interface Timing {
  readonly what: string;
  readonly milliseconds: number;
}

/** Generates logs, and measures how long reports over them take. The data of a page over them comes with it. */
export async function benchReports(
  size: LogSize,
): Promise<{ readonly lines: number; readonly timings: readonly Timing[]; readonly data: DashboardData }> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-bench-'));
  const timings: Timing[] = [];
  const measured = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await work();
    timings.push({ what, milliseconds: Math.round(performance.now() - begin) });
    return result;
  };
  try {
    const lines = await generateLogs(folder, size);
    const logs = await measured('read the logs', () => LogDatabase.open({ copy: folder }));
    await measured('report', () => organisationSummary(logs, {}));
    for (const { name } of REPORTS) await measured(`report ${name}`, () => logs.query(reportQuery(name, {})));
    await measured('report backlog --ou Workloads', () =>
      logs.query(reportQuery('backlog', { organizationalUnits: ['Workloads'] })),
    );
    const data = await measured('the data of the page', () =>
      dashboardData(async (sql) => objectsOf(await logs.query(sql)), { madeAt: 0, partition: 'aws', warnings: [] }),
    );
    logs.close();
    return { lines, timings, data };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
