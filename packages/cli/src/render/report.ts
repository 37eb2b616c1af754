import { OUTCOME_MEANINGS, OUTCOMES, type Outcome, type SweepSummary } from '@catalog-sweep/core';
import type { SweepResult } from '../sweep-place.ts';
import type { Colours } from '../terminal.ts';
import { nextCommand, type Call } from './next-command.ts';
import { count, table, wrapped } from './text.ts';

export interface ReportSettings {
  readonly columns: number;
  readonly colours: Colours;
  readonly call: Call;
}

/** More lines of one kind than this are counted, not printed: the log has them all. */
const MOST_LINES = 40;

/** More accounts than this are counted where one thing is said of them all. */
const MOST_ACCOUNTS = 10;

/** What a person reads at the end of a sweep. */
export function renderReport({ summary, apiCalls, faultsInjected }: SweepResult, settings: ReportSettings): string {
  return [
    headline(summary, settings),
    outcomes(summary, settings),
    failedTargets(summary, settings),
    notes(summary, settings),
    updates(summary, settings),
    problems(summary, settings),
    ending({ summary, apiCalls, faultsInjected }, settings),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline(summary: SweepSummary, { colours, columns }: ReportSettings): string {
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

function outcomes(summary: SweepSummary, { colours, columns }: ReportSettings): string {
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

/** What is true of many targets is told once. */
function failedTargets({ targets }: SweepSummary, { colours, columns }: ReportSettings): string {
  const groups = [...Map.groupBy(targets.failures, ({ error, reason }) => `${error} ${reason}`).values()];
  if (groups.length === 0) return '';
  const parts = groups.slice(0, MOST_LINES).map((group) => {
    const { error = '', reason = '' } = group[0] ?? {};
    return `${wrapped(`${colours.red(error)} ${placesOf(group)}`, columns, '  ')}\n${wrapped(reason, columns, '    ')}`;
  });
  return `${colours.bold('Targets that were not swept')}\n${parts.join('\n')}${andMore(groups.length)}`;
}

function notes({ targets }: SweepSummary, { colours, columns }: ReportSettings): string {
  const byNote = Map.groupBy(targets.notes, ({ note }) => note);
  if (byNote.size === 0) return '';
  const lines = [...byNote].map(([note, places]) => wrapped(`${placesOf(places)}: ${note}`, columns, '  '));
  return `${colours.bold('To know')}\n${lines.join('\n')}`;
}

/** `500000000051 eu-west-1, us-east-1; 500000000061 eu-west-1` */
function placesOf(targets: readonly { readonly account: string; readonly region: string }[]): string {
  const accounts = [...Map.groupBy(targets, ({ account }) => account)].map(
    ([account, own]) => `${account} ${own.map(({ region }) => region).join(', ')}`,
  );
  const more = accounts.length - MOST_ACCOUNTS;
  return [...accounts.slice(0, MOST_ACCOUNTS), ...(more > 0 ? [`and ${count(more, 'more account')}`] : [])].join('; ');
}

function updates({ updates: all, mode }: SweepSummary, { colours, columns }: ReportSettings): string {
  if (all.length === 0) return '';
  // Where not all can be shown, it is those that somebody has to look at.
  const isTooMuch = all.length > MOST_LINES;
  const shown = isTooMuch
    ? [...all].toSorted((a, b) => urgencyOf(b.outcome) - urgencyOf(a.outcome)).slice(0, MOST_LINES)
    : all;
  const title =
    mode === 'report'
      ? 'The plan: update mode would make these updates'
      : `Updates, ${isTooMuch ? 'failures first' : 'in the order of the plan'}`;
  const widths = {
    outcome: Math.max(...shown.map(({ outcome }) => outcome.length)),
    name: Math.max(...shown.map(({ name }) => name.length)),
  };
  const lines = shown.map((update) => updateLines(update, { widths, colours, columns }));
  return `${colours.bold(title)}\n${lines.join('\n')}${andMore(all.length)}`;
}

function updateLines(
  { account, region, name, product, from, to, outcome, reason }: SweepSummary['updates'][number],
  {
    widths,
    colours,
    columns,
  }: {
    readonly widths: { readonly outcome: number; readonly name: number };
    readonly colours: Colours;
    readonly columns: number;
  },
): string {
  const indent = ' '.repeat(widths.outcome + 4);
  const change = `${product} ${from} -> ${to}`;
  const oneLine = `${name.padEnd(widths.name)}  ${change}`;
  const what = indent.length + oneLine.length <= columns ? oneLine : `${name}\n${wrapped(change, columns, indent)}`;
  const needsReason = outcome !== 'UPDATED' && outcome !== 'UPDATE_AVAILABLE' && reason !== null;
  return [
    `  ${coloured(outcome, colours)}${' '.repeat(widths.outcome - outcome.length)}  ${what}`,
    `${indent}${colours.dim(`${account} ${region}`)}`,
    ...(needsReason ? [wrapped(reason, columns, indent)] : []),
  ].join('\n');
}

function problems(summary: SweepSummary, { colours, columns }: ReportSettings): string {
  if (summary.problems.length === 0) return '';
  return [
    colours.red('It does not reconcile:'),
    ...summary.problems.map((problem) => wrapped(problem, columns, '  ')),
  ].join('\n');
}

function ending(
  { summary, apiCalls, faultsInjected }: SweepResult,
  { colours, columns, call }: ReportSettings,
): string {
  const calls = Object.values(apiCalls ?? {}).reduce((sum, number) => sum + number, 0);
  return [
    `Log: ${count(summary.log.entries, 'line')} in ${summary.log.location}`,
    ...(apiCalls === undefined ? [] : [`AWS was called ${count(calls, 'time')}; --json says how often for what.`]),
    ...(faultsInjected === undefined ? [] : [wrapped(faultsText(faultsInjected), columns)]),
    `Next: ${colours.cyan(nextCommand(summary, call))}`,
  ].join('\n');
}

function faultsText(faults: Readonly<Record<string, number>>): string {
  const all = Object.values(faults).reduce((sum, number) => sum + number, 0);
  const kinds = Object.entries(faults).map(([kind, number]) => `${kind} ${number}`);
  return `It met ${count(all, 'fault')}${kinds.length === 0 ? '' : `: ${kinds.join(', ')}`}.`;
}

const GOOD: ReadonlySet<Outcome> = new Set(['UPDATED', 'UP_TO_DATE', 'NO_CHANGE']);
const BAD: ReadonlySet<Outcome> = new Set(['UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'IN_ERROR']);

function urgencyOf(outcome: Outcome): number {
  if (BAD.has(outcome)) return 2;
  return GOOD.has(outcome) ? 0 : 1;
}

function coloured(outcome: Outcome, { green, red, yellow }: Colours): string {
  if (GOOD.has(outcome)) return green(outcome);
  return BAD.has(outcome) ? red(outcome) : yellow(outcome);
}

function andMore(number: number): string {
  return number > MOST_LINES ? `\n  … and ${number - MOST_LINES} more: see the log` : '';
}
