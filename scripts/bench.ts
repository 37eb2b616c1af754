import { cpus, totalmem } from 'node:os';
import { generatedPageData, LARGE } from './bench/generated-page-data.ts';
import { benchPage } from './bench/page.ts';
import { benchReports } from './bench/reports.ts';

/* `pnpm bench`: how long reports over a million log entries take, and the page of 40,000 provisioned products and 52 sweeps. */

const SEED = 1;

/** 25 weekly sweeps of 40,000 provisioned products. */
const MILLION = { sweeps: 25, accounts: 1000, regions: 4, products: 10, seed: SEED };

interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB';
}

function print(title: string, rows: readonly Measured[]): void {
  const widest = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const { what, value, unit } of rows) {
    const number = value.toLocaleString('en-US', { maximumFractionDigits: unit === 'MB' ? 1 : 0 });
    console.log(`  ${what.padEnd(widest)}  ${number.padStart(8)} ${unit}`);
  }
}

const [processor] = cpus();
console.log(
  `${cpus().length} x ${processor?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}, seed ${SEED}`,
);

const reports = await benchReports(MILLION);
print(
  `Reports over ${reports.lines.toLocaleString('en-US')} log entries (DuckDB)`,
  reports.timings.map(({ what, milliseconds }) => ({ what, value: milliseconds, unit: 'ms' })),
);

const data = generatedPageData({ ...LARGE, seed: SEED });
const page = await benchPage(data);
if (page === undefined) {
  console.log('\nThe page: no browser was found (chromium or google-chrome on PATH, or CHROME_PATH)');
} else {
  print(
    `The page of ${page.products.toLocaleString('en-US')} provisioned products and ${data.sweeps.length} sweeps (Chromium)`,
    [
      { what: 'size of the file', value: page.megabytes, unit: 'MB' },
      { what: 'opens', value: page.opens, unit: 'ms' },
      ...page.filters.map(({ what, milliseconds }) => ({
        what: `filters ${what}`,
        value: milliseconds,
        unit: 'ms' as const,
      })),
    ],
  );
}
