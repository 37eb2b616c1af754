import { monthlyCost, type Standing } from './monthly-cost.ts';
import type { Workload } from './sweep-usage.ts';

/** The organisations that docs/deploy.md tells the costs of: weekly sweeps of four Regions with ten provisioned products in each target. */
const WORKLOADS: readonly Workload[] = [
  { accounts: 20, updatesPerSweep: 20 },
  { accounts: 200, updatesPerSweep: 100 },
  { accounts: 1_000, updatesPerSweep: 500 },
].map((size) => ({ ...size, regions: 4, productsPerTarget: 10, updateMinutes: 10, sweepsPerMonth: 52 / 12 }));

/** What a hub costs a month, as a table in Markdown: a column for each size. */
export function costTable(standing: Standing): string {
  const columns = WORKLOADS.map((workload) => monthlyCost(standing, workload));
  const names = columns[0]?.map(({ what }) => what) ?? [];
  const heads = WORKLOADS.map(({ accounts, updatesPerSweep }) => `${accounts} accounts, ${updatesPerSweep} updates`);
  const rows = names.map((name, index) => [name, ...columns.map((lines) => dollars(lines[index]?.dollars ?? 0))]);
  const sums = columns.map((lines) => dollars(lines.reduce((sum, line) => sum + line.dollars, 0)));
  return [
    ['US dollars a month', ...heads],
    ['---', ...heads.map(() => '---:')],
    ...rows,
    ['**together**', ...sums.map((sum) => `**${sum}**`)],
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function dollars(value: number): string {
  return value.toFixed(2);
}
