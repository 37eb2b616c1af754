import { OUTCOME_MEANINGS, OUTCOMES, type Outcome } from '@catalog-sweep/core';
import type { SweepResult } from '../sweep-place.ts';
import type { Colours } from '../terminal.ts';
import { count, table, wrapped } from './text.ts';

export interface ReportSettings {
  readonly columns: number;
  readonly colours: Colours;
  readonly on: 'simulated' | 'local';
}

/** More lines of one kind than this are counted, not printed: the log has them all. */
const MOST_LINES = 40;

/** What a person reads at the end of a sweep. */
export function renderReport(result: SweepResult, settings: ReportSettings): string {
  return [
    headline(result, settings),
    outcomes(result, settings),
    failedTargets(result, settings),
    notes(result, settings),
    updates(result, settings),
    problems(result, settings),
    ending(result, settings),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  const { sweepId, mode, status, reason, startedAt, finishedAt, targets, products } = summary;
  const colour = status === 'COMPLETED' ? colours.green : colours.red;
  const failed = targets.failed === 0 ? '' : `, ${targets.failed} failed`;
  return [
    `${colours.bold(`Sweep ${sweepId}`)} (${mode} mode): ${colour(status)}${summary.reconciled ? ', reconciled' : ''}`,
    ...(reason === null ? [] : [wrapped(reason, columns)]),
    `${startedAt.slice(0, 19)} to ${finishedAt.slice(0, 19)} UTC`,
    `${count(targets.swept, 'target')} swept${failed}; ${count(products.scanned, 'provisioned product')}, ${products.outdated} outdated`,
  ].join('\n');
}

function outcomes({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  const rows = OUTCOMES.flatMap((outcome) => {
    const number = summary.products.byOutcome[outcome] ?? 0;
    return number === 0
      ? []
      : [[String(number).padStart(6), coloured(outcome, colours), OUTCOME_MEANINGS[outcome].meaning]];
  });
  return rows.length === 0
    ? 'No provisioned product was found.'
    : `${colours.bold('Outcomes')}\n${table(rows, columns)}`;
}

/** An account that is out of reach is so in all of its Regions: it is told once. */
function failedTargets({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  const { failures } = summary.targets;
  if (failures.length === 0) return '';
  const groups = [...Map.groupBy(failures, ({ account, error, reason }) => `${account}/${error}/${reason}`).values()];
  const parts = groups.slice(0, MOST_LINES).map((group) => {
    const regions = group.map(({ region }) => region).join(', ');
    const { account = '', error = '', reason = '' } = group[0] ?? {};
    return `${wrapped(`${colours.red(error)} ${account} ${regions}`, columns, '  ')}\n${wrapped(reason, columns, '    ')}`;
  });
  return `${colours.bold('Targets that were not swept')}\n${parts.join('\n')}${andMore(groups.length)}`;
}

/** The same note for many targets is told once. */
function notes({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  const byNote = Map.groupBy(summary.targets.notes, ({ note }) => note);
  if (byNote.size === 0) return '';
  const lines = [...byNote].map(([note, targets]) => {
    const places = targets.map(({ account, region }) => `${account} ${region}`).join(', ');
    return wrapped(`${places}: ${note}`, columns, '  ');
  });
  return `${colours.bold('To know')}\n${lines.join('\n')}`;
}

function updates({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  if (summary.updates.length === 0) return '';
  const title =
    summary.mode === 'report' ? 'The plan: update mode would make these updates' : 'Updates, in the order of the plan';
  const nameWidth = widest(summary.updates.map(({ name }) => name));
  const outcomeWidth = widest(summary.updates.map(({ outcome }) => outcome));
  const lines = summary.updates
    .slice(0, MOST_LINES)
    .map(({ account, region, name, product, from, to, outcome, reason }) => {
      const what = `${coloured(outcome, colours)}${' '.repeat(outcomeWidth - outcome.length)}  ${name.padEnd(nameWidth)}  ${product} ${from} -> ${to}`;
      const where = colours.dim(`${' '.repeat(outcomeWidth)}    ${account} ${region}`);
      const why =
        needsReason(outcome) && reason !== null ? `\n${wrapped(reason, columns, ' '.repeat(outcomeWidth + 4))}` : '';
      return `  ${what}\n${where}${why}`;
    });
  return `${colours.bold(title)}\n${lines.join('\n')}${andMore(summary.updates.length)}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}

function needsReason(outcome: Outcome): boolean {
  return outcome !== 'UPDATED' && outcome !== 'UPDATE_AVAILABLE';
}

function problems({ summary }: SweepResult, { colours, columns }: ReportSettings): string {
  if (summary.problems.length === 0) return '';
  return [
    colours.red('It does not reconcile:'),
    ...summary.problems.map((problem) => wrapped(problem, columns, '  ')),
  ].join('\n');
}

function ending({ summary, apiCalls }: SweepResult, settings: ReportSettings): string {
  const calls = Object.values(apiCalls).reduce((sum, number) => sum + number, 0);
  return [
    `Log: ${count(summary.log.entries, 'line')} in ${summary.log.location}`,
    `AWS was called ${count(calls, 'time')}; --json says how often for what.`,
    `Next: ${settings.colours.cyan(nextCommand(summary))}`,
  ].join('\n');
}

/** What is most worth doing after this sweep. */
function nextCommand({ mode, updates: planned, products }: SweepResult['summary']): string {
  const failed = planned.find(({ outcome }) => outcome === 'UPDATE_FAILED');
  if (failed !== undefined) return `catalog-sweep explain ${failed.name}`;
  if (mode === 'report' && planned.length > 0) return 'catalog-sweep sweep --mode update';
  return products.scanned > 0 ? 'catalog-sweep outcomes' : 'catalog-sweep sweep --help';
}

const GOOD: ReadonlySet<Outcome> = new Set(['UPDATED', 'UP_TO_DATE', 'NO_CHANGE']);
const BAD: ReadonlySet<Outcome> = new Set(['UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'IN_ERROR']);

function coloured(outcome: Outcome, { green, red, yellow }: Colours): string {
  if (GOOD.has(outcome)) return green(outcome);
  return BAD.has(outcome) ? red(outcome) : yellow(outcome);
}

function andMore(number: number): string {
  return number > MOST_LINES ? `\n  … and ${number - MOST_LINES} more: see the log` : '';
}
