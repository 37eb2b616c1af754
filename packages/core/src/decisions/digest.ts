import type { LogEntry, SweepEntry } from '../contract/log-entry.ts';
import { logKeys } from '../contract/keys.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { SweepSummary } from '../contract/payloads.ts';

/** What open failures of a sweep come down to: a cause, and the provisioned products that have it. */
export interface FailureCause {
  readonly cause: string;
  readonly provisionedProducts: number;
  /** Names, in their order. */
  readonly accounts: readonly string[];
}

export interface DigestFacts {
  readonly summary: SweepSummary;
  /** The sweep that it can be compared with. */
  readonly before: SweepEntry | undefined;
  readonly causes: readonly FailureCause[];
}

export interface Digest {
  readonly subject: string;
  readonly message: string;
}

/** Mails are read at this width. */
const WIDTH = 72;

/** SNS takes so many characters, of ASCII alone, in one line. */
const LONGEST_SUBJECT = 100;

/** So many causes, accounts of each, and targets are named. */
const MOST_CAUSES = 5;
const MOST_ACCOUNTS = 3;
const MOST_TARGETS = 10;

const CURRENT: readonly Outcome[] = ['UP_TO_DATE', 'UPDATED', 'NO_CHANGE'];
const FAILED: readonly Outcome[] = ['UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'HELD'];

/** What the people who run the hub are mailed after a sweep: how it ended, numbers and their change, what failed and why, and where to look. */
export function digest(facts: DigestFacts): Digest {
  const { summary } = facts;
  return {
    subject: subjectOf(summary),
    message: [endOf(summary), numbersOf(facts), causesOf(facts), targetsOf(summary), placesOf(summary)]
      .filter((part) => part.length > 0)
      .map((part) => part.join('\n'))
      .join('\n\n'),
  };
}

function subjectOf({ status, mode, products, targets, reconciled }: SweepSummary): string {
  const { UPDATED = 0 } = products.byOutcome;
  const failed = countOf(products.byOutcome, ['UPDATE_FAILED', 'UPDATE_TIMED_OUT']);
  const parts = [
    `catalog-sweep ${status}`,
    ...(reconciled ? [] : ['does not reconcile']),
    mode === 'update' ? `${UPDATED} updated` : `${products.outdated} outdated`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(targets.failed === 0 ? [] : [`${targets.failed} ${targets.failed === 1 ? 'target' : 'targets'} not swept`]),
  ];
  return parts.join(', ').slice(0, LONGEST_SUBJECT);
}

function endOf({ sweepId, mode, status, reason, startedAt, finishedAt, reconciled, problems }: SweepSummary): string[] {
  return [
    `Sweep ${sweepId} (${mode} mode): ${status}`,
    ...(reason === null ? [] : wrapped(reason)),
    `${startedAt.slice(0, 16)} to ${finishedAt.slice(0, 16)} UTC`,
    ...(reconciled
      ? []
      : ['The log does not add up:', ...problems.slice(0, MOST_CAUSES).flatMap((one) => wrapped(one, '  '))]),
  ];
}

function numbersOf({ summary, before }: DigestFacts): string[] {
  const { targets, products } = summary;
  const rows: readonly (readonly [string, number, number | undefined])[] = [
    ['provisioned products', products.scanned, before?.Scanned],
    ['  up to date now', countOf(products.byOutcome, CURRENT), before && countOf(before.ByOutcome, CURRENT)],
    ['  updated', countOf(products.byOutcome, ['UPDATED']), before && countOf(before.ByOutcome, ['UPDATED'])],
    ['  failed', countOf(products.byOutcome, FAILED), before && countOf(before.ByOutcome, FAILED)],
    ['targets', targets.planned, before?.TargetsPlanned],
    ['  not swept', targets.failed, before?.TargetsFailed],
  ];
  const since = before === undefined ? '' : ` (change since ${before.StartedTime.slice(0, 10)})`;
  const widest = Math.max(...rows.map(([, number]) => number.toLocaleString('en-US').length));
  return [
    `Numbers${since}`,
    ...rows.map(([name, number, former]) => {
      const change = former === undefined ? '' : `  ${changeOf(number - former)}`;
      return `  ${name.padEnd(24)}${number.toLocaleString('en-US').padStart(widest)}${change}`;
    }),
  ];
}

function causesOf({ causes }: DigestFacts): string[] {
  if (causes.length === 0) return [];
  const told = causes.slice(0, MOST_CAUSES).flatMap(({ cause, provisionedProducts, accounts }) => {
    const others = accounts.length - MOST_ACCOUNTS;
    const where = `${accounts.slice(0, MOST_ACCOUNTS).map(inOneLine).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
    return wrapped(`${provisionedProducts} x ${inOneLine(cause)} (${where})`, '  ');
  });
  return ['What failed, and why', ...told, ...more(causes.length - MOST_CAUSES, 'cause')];
}

function targetsOf({ targets: { failures } }: SweepSummary): string[] {
  if (failures.length === 0) return [];
  const told = failures
    .slice(0, MOST_TARGETS)
    .flatMap(({ account, region, error, reason }) =>
      wrapped(`${account} ${region}: ${error}: ${inOneLine(reason).slice(0, 200)}`, '  '),
    );
  return ['Not swept', ...told, ...more(failures.length - MOST_TARGETS, 'target')];
}

function placesOf({ sweepId, log }: SweepSummary): string[] {
  const bucket = /^s3:\/\/[^/]+\//.exec(log.location)?.[0] ?? '';
  return [
    'Where to look',
    `  catalog-sweep status ${sweepId}`,
    '  catalog-sweep report failures --on hub',
    '  catalog-sweep dashboard --on hub --open',
    `  ${bucket}${logKeys.dashboardOf(sweepId)}`,
    `  ${log.location}`,
  ];
}

function more(number: number, noun: string): string[] {
  return number > 0 ? [`  and ${number.toLocaleString('en-US')} more ${noun}${number === 1 ? '' : 's'}`] : [];
}

function countOf(byOutcome: SweepEntry['ByOutcome'], outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (byOutcome[outcome] ?? 0), 0);
}

function changeOf(change: number): string {
  if (change === 0) return '=';
  return `${change > 0 ? '+' : '-'}${Math.abs(change).toLocaleString('en-US')}`;
}

/** What others wrote stays what it is: one piece of text, in one line. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ');
}

/** Lines of the width of a mail; a word that is longer stays whole. */
function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  for (const word of inOneLine(text)
    .split(' ')
    .filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${last === undefined ? '' : '  '}${word}`);
  }
  return lines;
}

/** Gathers the causes of what failed in a sweep, those of most provisioned products first. */
export function causesIn(entries: Iterable<Pick<LogEntry, 'RootCause' | 'AccountName'>>): readonly FailureCause[] {
  const accounts = new Map<string, { number: number; readonly accounts: Set<string> }>();
  for (const { RootCause: cause, AccountName: account } of entries) {
    if (cause === null) continue;
    const known = accounts.get(cause) ?? { number: 0, accounts: new Set<string>() };
    known.number += 1;
    known.accounts.add(account);
    accounts.set(cause, known);
  }
  return [...accounts]
    .map(([cause, { number, accounts: names }]) => ({
      cause,
      provisionedProducts: number,
      accounts: [...names].toSorted((a, b) => (a < b ? -1 : 1)),
    }))
    .toSorted((a, b) => b.provisionedProducts - a.provisionedProducts || (a.cause < b.cause ? -1 : 1));
}
