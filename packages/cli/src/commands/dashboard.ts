import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { logKeys, UsageError } from '@catalog-sweep/core';
import { Command } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { objectsOf, type LogQueries } from '../reporting/query-result.ts';
import { withLogOptions, withQueries, type LogOptions } from '../reporting/with-queries.ts';
import type { Terminal } from '../terminal.ts';
import { withHub } from './hub-options.ts';

interface DashboardOptions extends LogOptions {
  readonly out: string;
  readonly open?: boolean;
}

const EXAMPLES = `
The page is one file that opens from disk, without a network, and can be mailed. With
--on hub it is the page that the hub made after its newest sweep.

Examples:
  catalog-sweep dashboard --open
  catalog-sweep dashboard --on hub --out friday.html
  catalog-sweep dashboard --log logs               a copy of the log bucket
${exitCodesHelp({ ok: 'it was written', usage: 'no logs, no hub, or no page there yet', failed: 'no browser for --open: the page was written' })}`;

/** `catalog-sweep dashboard`: one page about the whole organisation. */
export function dashboardCommand(terminal: Terminal, connect: ConnectToHub, done: (exitCode: number) => void): Command {
  const command = new Command('dashboard')
    .description('write one page about the whole organisation')
    .option('--out <file>', 'where it is written', 'catalog-sweep.html')
    .option('--open', 'show it in the browser');
  return withLogOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: DashboardOptions) => {
      const html =
        options.on === 'hub' ? await pageOfHub(options, connect) : await pageOf(options, { terminal, connect });
      const file = resolve(terminal.directory, options.out);
      await write(file, html);
      terminal.out(`${file} (${(Buffer.byteLength(html) / 1_000_000).toFixed(1)} MB)`);
      if (options.open !== true) return;
      const problem = await openInBrowser(file);
      if (problem === undefined) return;
      terminal.err(`error: ${problem}`);
      done(EXIT.failed);
    });
}

/** Made here, of the logs. */
function pageOf(
  options: DashboardOptions,
  { terminal, connect }: { readonly terminal: Terminal; readonly connect: ConnectToHub },
): Promise<string> {
  return withQueries(options, { terminal, connect }, async (queries) => {
    // Only who wants the page waits for what makes it.
    const { dashboardData, renderPage } = await import('@catalog-sweep/dashboard');
    const data = await dashboardData(async (sql) => objectsOf(await queries.query(sql)), {
      madeAt: Date.now(),
      partition: await partitionOf(queries),
      warnings: queries.warnings,
    });
    return renderPage(data);
  });
}

/** The partition of AWS that the logs are of, by the ARNs in them. */
async function partitionOf(queries: LogQueries): Promise<string> {
  const { rows } = await queries.query(
    "SELECT split_part(owner, ':', 2) FROM product_states WHERE owner LIKE 'arn:%' LIMIT 1",
  );
  return String(rows[0]?.[0] ?? 'aws');
}

/** The one that the hub made. */
function pageOfHub(options: DashboardOptions, connect: ConnectToHub): Promise<string> {
  if (options.log !== undefined) throw new UsageError(['--log is for --on simulated']);
  return withHub(options, connect, async ({ logs }) => {
    const page = await logs.read(logKeys.dashboard());
    if (page !== undefined) return page;
    throw new UsageError([
      `no page in s3://${logs.bucket}/${logKeys.dashboard()}: the hub writes it some minutes after its first sweep`,
    ]);
  });
}

async function write(file: string, html: string): Promise<void> {
  try {
    await writeFile(file, html);
  } catch (error) {
    throw new UsageError([`--out ${file} cannot be written: ${(error as Error).message}`]);
  }
}
