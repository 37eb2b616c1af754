import { resolve } from 'node:path';
import { suggest, UsageError, type LogEntry } from '@catalog-sweep/core';
import { Command } from 'commander';
import { entriesOf, logFolderIn, sweepsIn, type SweepLog } from '../log-folder.ts';
import { explain, renderExplanation } from '../render/explanation.ts';
import type { Terminal } from '../terminal.ts';

interface ExplainOptions {
  readonly stateDir: string;
  readonly log?: string;
  readonly account?: string;
  readonly region?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  catalog-sweep explain orders-db
  catalog-sweep explain pp-0123456789abc --json
  catalog-sweep explain baseline --account 500000000011 --region eu-west-1`;

/** `catalog-sweep explain`: why one provisioned product was or was not updated, from the log. */
export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('say why a provisioned product was or was not updated')
    .argument('<provisioned product>', 'its id or name')
    .option('--state-dir <folder>', 'the state folder of the simulated organisation', '.catalog-sweep')
    .option('--log <folder>', 'a folder with product logs (dt=YYYY-MM-DD below it)')
    .option('--account <id>', 'the account, when several have one of this name')
    .option('--region <region>', 'the Region, when several have one of this name')
    .option('--json', 'print one JSON document', false)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: ExplainOptions) => {
      const folder =
        options.log === undefined
          ? logFolderIn(resolve(terminal.directory, options.stateDir))
          : resolve(terminal.directory, options.log);
      const entry = await find(name, { sweeps: sweepsIn(folder), options });
      const explanation = explain(entry);
      terminal.out(
        options.json
          ? JSON.stringify({ ...explanation, entry }, null, 2)
          : renderExplanation(explanation, terminal.columns),
      );
    });
}

/** The entry in the newest sweep that has one. Throws UsageError when none has, or when the name is several's. */
async function find(
  name: string,
  { sweeps, options }: { readonly sweeps: readonly SweepLog[]; readonly options: ExplainOptions },
): Promise<LogEntry> {
  const { account, region } = options;
  const names = new Set<string>();
  for (const sweep of sweeps) {
    const found: LogEntry[] = [];
    for await (const entry of entriesOf(sweep)) {
      if (names.size < 50_000) names.add(entry.ProvisionedProductName);
      if (entry.ProvisionedProductId !== name && entry.ProvisionedProductName !== name) continue;
      if ((account ?? entry.AccountNo) === entry.AccountNo && (region ?? entry.Region) === entry.Region)
        found.push(entry);
    }
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) {
      const places = found.map(
        ({ AccountNo, Region, ProvisionedProductId: id }) => `${id} (--account ${AccountNo} --region ${Region})`,
      );
      throw new UsageError([`${found.length} provisioned products are named ${name}; say which: ${places.join(', ')}`]);
    }
  }
  throw new UsageError([`no provisioned product ${name} in the log${suggest(name, names)}`]);
}
