import { UsageError } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import { formatted, FORMATS, type Format } from '../reporting/formats.ts';
import { withLogOptions, withQueries, type LogOptions } from '../reporting/with-queries.ts';
import type { Terminal } from '../terminal.ts';

interface QueryOptions extends LogOptions {
  readonly format: Format;
}

const EXAMPLES = `
Tables: central_service_catalog, and central_service_catalog_targets, _sweeps and
_findings; views: those that catalog-sweep report --help lists, and product_states.
The SQL is Athena's (Trino); docs/reporting.md tells the columns.

Examples:
  catalog-sweep query "SELECT state, count(*) FROM current_state GROUP BY state"
  catalog-sweep query "SELECT * FROM failures WHERE isopen" --format json
  catalog-sweep query "SELECT * FROM target_health" --log logs   a copy of the bucket
${exitCodesHelp({ ok: 'it was answered', usage: 'no logs, or SQL that is none', failed: 'the hub refused, or took too long' })}`;

/** `catalog-sweep query`: any SQL over the logs. */
export function queryCommand(terminal: Terminal, connect: ConnectToHub): Command {
  const command = new Command('query')
    .description('ask the logs in SQL')
    .argument('<sql>', 'one SELECT over the tables and views')
    .addOption(new Option('--format <format>', 'how it is printed').choices(FORMATS).default('table'));
  return withLogOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (sql: string, options: QueryOptions) => {
      if (sql.trim() === '') throw new UsageError(['the query is empty: SELECT … FROM current_state']);
      const result = await withQueries(options, { terminal, connect }, (queries) => queries.query(sql));
      terminal.out(formatted(result, { format: options.format, terminal }));
    });
}
