import { UsageError } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import { renderSummary } from '../render/organisation-summary.ts';
import { wrapped } from '../render/text.ts';
import { formatted, FORMATS, type Format } from '../reporting/formats.ts';
import { organisationSummary } from '../reporting/organisation-summary.ts';
import type { LogQueries } from '../reporting/query-result.ts';
import { forTerminal, reportNamed, reportQuery, REPORTS, type ReportFilter } from '../reporting/report-views.ts';
import { dayIn, withLogOptions, withQueries, type LogOptions } from '../reporting/with-queries.ts';
import { gather } from '../sweep-options.ts';
import type { Terminal } from '../terminal.ts';

interface ReportOptions extends LogOptions {
  readonly format: Format;
  readonly since?: string;
  readonly ou?: readonly string[];
  readonly account?: readonly string[];
  readonly product?: readonly string[];
}

const HELP_COLUMNS = 80;

const EXAMPLES = `
Views:
${REPORTS.map(({ name, comment }) => `  ${name}\n${wrapped(comment, HELP_COLUMNS, '      ')}`).join('\n')}

Examples:
  catalog-sweep report                                half a page for Friday morning
  catalog-sweep report backlog --ou Workloads
  catalog-sweep report failures --since 2026-11-01 --format csv > failures.csv
  catalog-sweep report version_adoption --on hub --product 'MySQL RDS'

What is narrowed down is narrowed in the logs themselves: the numbers are as if nothing
else had been swept.
${exitCodesHelp({ ok: 'it was printed', usage: 'no logs, no such view, or a wrong option', failed: 'the hub refused, or took too long' })}`;

/** `catalog-sweep report`: how current the organisation is, and each view over the logs. */
export function reportCommand(terminal: Terminal, connect: ConnectToHub): Command {
  const command = new Command('report')
    .description('report on the whole organisation, from the logs')
    .argument('[view]', 'one of the views; without it half a page about all')
    .addOption(new Option('--format <format>', 'how it is printed').choices(FORMATS).default('table'))
    .optionsGroup('What it is about (each but --since may be given several times):')
    .option('--since <day>', 'only logs of this day and later, as in 2026-11-26')
    .option('--ou <path>', 'an organizational unit and those below it', gather)
    .option('--account <id or name>', 'an account', gather)
    .option('--product <id or name>', 'a product', gather)
    .optionsGroup('Where the logs are:');
  return withLogOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (view: string | undefined, options: ReportOptions) => {
      const filter: ReportFilter = {
        since: options.since === undefined ? undefined : dayIn(options.since),
        organizationalUnits: options.ou,
        accounts: options.account,
        products: options.product,
      };
      const print = view === undefined ? summaryIn(options.format, filter) : viewIn(view, options.format, filter);
      terminal.out(
        await withQueries(options, { terminal, connect, since: filter.since }, (queries) => print(queries, terminal)),
      );
    });
}

type Print = (queries: LogQueries, terminal: Terminal) => Promise<string>;

function viewIn(typed: string, format: Format, filter: ReportFilter): Print {
  const name = reportNamed(typed);
  return async (queries, terminal) => {
    const all = await queries.query(reportQuery(name, filter));
    return formatted(format === 'table' ? forTerminal(name, all) : all, { format, terminal });
  };
}

function summaryIn(format: Format, filter: ReportFilter): Print {
  if (format !== 'table' && format !== 'json') {
    throw new UsageError([`--format ${format} is for a view: report ${REPORTS.map(({ name }) => name).join(' | ')}`]);
  }
  return async (queries, terminal) => {
    const summary = await organisationSummary(queries, filter);
    return format === 'json' ? JSON.stringify(summary, null, 2) : renderSummary(summary, terminal);
  };
}
