import { resolve } from 'node:path';
import { suggest, UsageError, type LogEntry } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { logFolderIn, sweepsIn, type SweepLog } from '../log-folder.ts';
import { explain, renderExplanation } from '../render/explanation.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { Terminal } from '../terminal.ts';
import { withHub } from './hub-options.ts';

interface ExplainOptions {
  readonly stateDir: string;
  readonly on: 'simulated' | 'hub';
  readonly hubRegion?: string;
  readonly log?: string;
  readonly account?: string;
  readonly region?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  catalog-sweep explain orders-db
  catalog-sweep explain pp-0123456789abc --json
  catalog-sweep explain baseline --account 500000000011 --region eu-west-1

  catalog-sweep explain orders-db --on hub

A log that lies in S3 without a hub is fetched first:
  aws s3 sync s3://my-logs/ServiceCatalogLogs logs
  catalog-sweep explain orders-db --log logs
${exitCodesHelp({ ok: 'it was explained', usage: 'wrong usage, no such provisioned product, or a damaged log' })}`;

/** Names are kept to tell what is close to an unknown one; a log may have more than it is worth to keep. */
const MOST_NAMES = 50_000;

/** Where several provisioned products have one name, so many are listed. */
const MOST_PLACES = 10;

/** `catalog-sweep explain`: why one provisioned product was or was not updated, from the log. */
export function explainCommand(terminal: Terminal, connect: ConnectToHub): Command {
  return new Command('explain')
    .description('say why a provisioned product was or was not updated')
    .argument('<provisioned product>', 'its id or name')
    .addOption(new Option('--on <place>', 'whose log').choices(['simulated', 'hub']).default('simulated'))
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)")
    .option('--state-dir <folder>', 'the state folder of the simulated organisation', '.catalog-sweep')
    .option('--log <folder>', 'a folder with product logs (dt=YYYY-MM-DD below it)')
    .option('--account <id>', 'the account, when several have one of this name')
    .option('--region <region>', 'the Region, when several have one of this name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: ExplainOptions) =>
      withSweeps(options, { terminal, connect }, async (sweeps) => {
        const entry = await find(name, { sweeps, options });
        const explanation = explain(entry, sweeps[0]?.sweepId ?? entry.SweepId);
        terminal.out(
          options.json === true
            ? JSON.stringify({ ...explanation, entry }, null, 2)
            : renderExplanation(explanation, terminal.columns),
        );
      }),
    );
}

/** Hands on the sweeps whose logs are asked: those of the hub, of a folder, or of the simulated organisation. */
async function withSweeps(
  options: ExplainOptions,
  { terminal: { directory }, connect }: { readonly terminal: Terminal; readonly connect: ConnectToHub },
  work: (sweeps: readonly SweepLog[]) => Promise<void>,
): Promise<void> {
  if (options.on === 'hub') {
    const { sweepsInBucket } = await import('../hub/log-in-bucket.ts');
    await withHub(options, connect, async ({ logs, facts }) => work(await sweepsInBucket(logs, facts.logS3Key)));
    return;
  }
  const { log, stateDir } = options;
  await work(sweepsIn(log === undefined ? logFolderIn(resolve(directory, stateDir)) : resolve(directory, log)));
}

/** The entry in the newest sweep that has one. Throws UsageError when none has, or when several provisioned products have the name. */
async function find(
  name: string,
  { sweeps, options }: { readonly sweeps: readonly SweepLog[]; readonly options: ExplainOptions },
): Promise<LogEntry> {
  const names = new Set<string>();
  for (const sweep of sweeps) {
    const found: LogEntry[] = [];
    for await (const entry of sweep.entries()) {
      if (!isWhere(options, entry)) continue;
      if (names.size < MOST_NAMES) names.add(entry.ProvisionedProductName);
      if (entry.ProvisionedProductId === name || entry.ProvisionedProductName === name) found.push(entry);
    }
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) throw new UsageError([severalHave(name, found)]);
  }
  const { account, region } = options;
  const where = [account, region].filter((part) => part !== undefined).join(' ');
  throw new UsageError([
    `no provisioned product ${name} in the log${where === '' ? '' : ` of ${where}`}${suggest(name, names)}`,
  ]);
}

function isWhere({ account, region }: ExplainOptions, { AccountNo, Region }: LogEntry): boolean {
  return (account ?? AccountNo) === AccountNo && (region ?? Region) === Region;
}

function severalHave(name: string, entries: readonly LogEntry[]): string {
  const places = entries
    .slice(0, MOST_PLACES)
    .map(({ AccountNo, Region, ProvisionedProductId: id }) => `${id} (--account ${AccountNo} --region ${Region})`);
  const more = entries.length - places.length;
  return `${entries.length} provisioned products are named ${name}; say which: ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
