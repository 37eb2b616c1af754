import type { Row } from '@catalog-sweep/dashboard';
import type { OrganisationSummary } from '../reporting/organisation-summary.ts';
import type { Terminal } from '../terminal.ts';
import { count, printable, table, wrapped } from './text.ts';

/** The states in the order in which they matter, with what people call them. */
const STATES = [
  ['CURRENT', 'up to date'],
  ['OUTDATED', 'outdated'],
  ['FAILED', 'failed'],
  ['UNREACHABLE', 'unreachable'],
  ['UNKNOWN', 'unknown'],
] as const;

/** So many targets that were not reached are named. */
const MOST_TARGETS = 8;

type Look = Pick<Terminal, 'columns' | 'colours' | 'program'>;

/** Half a page: how current the organisation is, where it is not, what failed, what was not reached, and where to read on. */
export function renderSummary(summary: OrganisationSummary, look: Look): string {
  const { colours, columns, program } = look;
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? '' : `${colours.bold(title)}\n${table(rows, columns)}`;
  return [
    sweepLines(summary, look),
    section('Provisioned products', stateRows(summary, look)),
    section(
      'Most is behind in',
      summary.organizationalUnits.map((row) => backlogRow(row)),
    ),
    section(
      'Most is behind of',
      summary.products.map((row) => backlogRow(row)),
    ),
    section(
      'What failed',
      summary.causes.map((row) => causeRow(row)),
    ),
    section('Not reached', unreachedRows(summary)),
    `Read on: ${program} report backlog, ${program} report failures, ${program} dashboard --open`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sweepLines({ sweep, lag }: OrganisationSummary, { colours, columns }: Look): string {
  if (sweep === undefined) return 'No sweep has finished yet.';
  const { sweepid, mode, status, startedtime, minutes, targetsplanned, targetsswept, reconciled } = sweep;
  const ended = status === 'COMPLETED' ? colours.green(status) : colours.red(String(status));
  const month = lag.find(({ maxdays }) => maxdays === 30);
  return [
    `${colours.bold(`Sweep ${String(sweepid)}`)} (${String(mode)} mode): ${ended}${reconciled === true ? '' : colours.red(', does not reconcile')}`,
    wrapped(
      `begun ${minuteOf(startedtime)} UTC, took ${minutes === 0 ? 'less than a minute' : count(Number(minutes), 'minute')}; ${String(targetsswept)} of ${count(Number(targetsplanned), 'target')} swept`,
      columns,
    ),
    ...(month === undefined
      ? []
      : [
          wrapped(
            `${String(month['share'])}% of ${count(Number(month['optedin']), 'opted-in provisioned product')} at most 30 days behind`,
            columns,
          ),
        ]),
  ].join('\n');
}

function stateRows({ states, before }: OrganisationSummary, { colours }: Look): string[][] {
  const total = sum(states);
  const paint = {
    CURRENT: colours.green,
    OUTDATED: colours.yellow,
    FAILED: colours.red,
    UNREACHABLE: colours.red,
    UNKNOWN: colours.dim,
  };
  return STATES.filter(([state]) => state !== 'UNKNOWN' || (states[state] ?? 0) > 0).map(([state, name]) => {
    const number = states[state] ?? 0;
    return [
      paint[state](name),
      String(number),
      total === 0 ? '' : `${((100 * number) / total).toFixed(1)}%`,
      before === undefined ? '' : changeOf(number - (before.states[state] ?? 0), before.startedtime),
    ];
  });
}

function changeOf(change: number, since: Row[string]): string {
  const sign = change > 0 ? '+' : '';
  return change === 0 ? `as on ${dayOf(since)}` : `${sign}${change} since ${dayOf(since)}`;
}

function backlogRow({ name, provisionedproducts, outdated, failed, oldestdays }: Row): string[] {
  const behind = Number(outdated) + Number(failed);
  const oldest = oldestdays === null ? '' : `, the oldest for ${count(Number(oldestdays), 'day')}`;
  return [printable(String(name ?? '')), `${behind} of ${String(provisionedproducts)}${oldest}`];
}

function causeRow({ rootcause, provisionedproducts, accounts, firstaccount }: Row): string[] {
  const others = Number(accounts) - 1;
  const where = others === 0 ? String(firstaccount) : `${String(firstaccount)} and ${count(others, 'other account')}`;
  return [`${String(provisionedproducts)}x`, printable(`${String(rootcause)} (${where})`)];
}

function unreachedRows({ unreached }: OrganisationSummary): string[][] {
  const rows = unreached
    .slice(0, MOST_TARGETS)
    .map(({ accountname, region, error, failingsince }) => [
      printable(String(accountname)),
      String(region),
      `${printable(String(error))}, since ${dayOf(failingsince)}`,
    ]);
  const more = unreached.length - rows.length;
  return more === 0 ? rows : [...rows, [`and ${more} more`, '', 'report target_health lists them']];
}

function sum(numbers: Readonly<Record<string, number>>): number {
  return Object.values(numbers).reduce((total, number) => total + number, 0);
}

function minuteOf(time: Row[string] | undefined): string {
  return String(time).slice(0, 'YYYY-MM-DD HH:MM'.length);
}

function dayOf(time: Row[string] | undefined): string {
  return String(time).slice(0, 'YYYY-MM-DD'.length);
}
