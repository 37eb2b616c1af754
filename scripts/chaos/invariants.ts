import type { LogEntry, SweepSummary, TargetEntry } from '@catalog-sweep/core';
import { realState, type FaultKind, type InjectedFault, type Store } from '@catalog-sweep/simulated-org';
import { updatesSince, type GroundTruth } from './ground-truth.ts';

/** All that is known of a sweep: what it says, what was before it, and what is. */
export interface SweepEvidence {
  readonly before: GroundTruth;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly summary: SweepSummary;
  readonly entries: readonly LogEntry[];
  readonly targets: readonly TargetEntry[];
  readonly injected: readonly InjectedFault[];
  /** Whether its process was killed. */
  readonly wasKilled?: boolean;
}

/** What must hold however much goes wrong. Each says what contradicts it; nothing: it holds. */
const INVARIANTS = {
  'the sweep reconciles': ({ summary }) => (summary.reconciled ? [] : summary.problems),
  'scanned is the sum of the outcomes and the number of lines': ({ summary, entries }) => {
    const { scanned, byOutcome } = summary.products;
    const sum = Object.values(byOutcome).reduce((one, other) => one + other, 0);
    return scanned === sum && sum === entries.length
      ? []
      : [`scanned ${scanned}, sum of outcomes ${sum}, lines ${entries.length}`];
  },
  'every planned target has one line': ({ summary, targets }) => {
    const places = new Set(targets.map(({ AccountNo, Region }) => `${AccountNo}/${Region}`));
    return places.size === targets.length && targets.length === summary.targets.planned
      ? []
      : [`${summary.targets.planned} planned, ${targets.length} lines of ${places.size} targets`];
  },
  'every provisioned product of a swept target has one line': (evidence) => [
    ...linesMissing(evidence),
    ...linesTwice(evidence),
  ],
  'at most one update per provisioned product': (evidence) => updatedTwice(evidence),
  'no parameter value changed': ({ before, store, now }) => {
    const after = realState(store, now);
    return [...before.provisionedProducts.values()].flatMap(({ id, parameters }) =>
      Object.entries(after.get(id)?.parameters ?? {})
        .filter(([key, value]) => parameters[key] !== undefined && parameters[key] !== value)
        .map(([key]) => `${id}: ${key}`),
    );
  },
  'only what is opted in and behind is updated, and never down': ({ before, store }) =>
    updatesSince(store, before.time).flatMap(({ provisionedProductId, versionId }) => {
      const product = before.provisionedProducts.get(provisionedProductId);
      if (product === undefined) return [`${provisionedProductId} is not known`];
      const { optedIn, versions } = product;
      if (!optedIn) return [`${provisionedProductId} is not opted in`];
      const from = versions.indexOf(product.versionId ?? '');
      return versions.indexOf(versionId) > from ? [] : [`${provisionedProductId} from version ${from} to ${versionId}`];
    }),
  'UPDATED really runs the new version': ({ entries, store, now }) => {
    const after = realState(store, now);
    return entries
      .filter(({ Outcome }) => Outcome === 'UPDATED')
      .filter(
        ({ ProvisionedProductId, LatestVersionId }) => after.get(ProvisionedProductId)?.versionId !== LatestVersionId,
      )
      .map(({ ProvisionedProductId }) => `${ProvisionedProductId} runs ${after.get(ProvisionedProductId)?.versionId}`);
  },
  'every update that was asked for is in the log': ({ before, store, entries }) => {
    const lines = new Map(entries.map((entry) => [entry.ProvisionedProductId, entry]));
    return updatesSince(store, before.time)
      .filter(({ provisionedProductId }) => !ASKED.has(lines.get(provisionedProductId)?.Outcome ?? ''))
      .map(({ provisionedProductId }) => `${provisionedProductId}: ${lines.get(provisionedProductId)?.Outcome}`);
  },
  'every failed target names its fault': ({ before, targets, injected, wasKilled = false }) =>
    targets
      .filter(({ Swept, AccountNo, Region }) => !Swept && !before.unreachable.has(`${AccountNo}/${Region}`))
      .filter((target) => !(wasKilled && target.Error === 'NO_RESULT') && !namesFault(target, injected))
      .map(({ AccountNo, Region, Error, Reason }) => `${AccountNo}/${Region}: ${Error} ${Reason}`),
} as const satisfies Readonly<Record<string, (evidence: SweepEvidence) => readonly string[]>>;

export type InvariantName = keyof typeof INVARIANTS;

/** The outcomes of a provisioned product whose update was asked for. */
const ASKED: ReadonlySet<string> = new Set(['UPDATED', 'NO_CHANGE', 'UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'STOPPED']);

export interface Verdict {
  /** Lines that should be there and are not. */
  readonly lost: number;
  /** Lines that are there twice, and updates that were made twice. */
  readonly doubled: number;
  readonly invariants: Readonly<Record<string, boolean>>;
  /** What contradicts them, a line each. */
  readonly problems: readonly string[];
}

/** Holds a sweep against all invariants. */
export function verdictOn(evidence: SweepEvidence): Verdict {
  const found = Object.entries(INVARIANTS).map(([name, problemsOf]) => ({ name, problems: problemsOf(evidence) }));
  return {
    lost: linesMissing(evidence).length + evidence.summary.targets.planned - evidence.targets.length,
    doubled: linesTwice(evidence).length + updatedTwice(evidence).length,
    invariants: Object.fromEntries(found.map(({ name, problems }) => [name, problems.length === 0])),
    problems: found.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
  };
}

function linesMissing({ before, entries, targets }: SweepEvidence): readonly string[] {
  const lines = new Set(entries.map(({ ProvisionedProductId }) => ProvisionedProductId));
  const swept = new Set(targets.filter(({ Swept }) => Swept).map(({ AccountNo, Region }) => `${AccountNo}/${Region}`));
  return [...before.provisionedProducts.values()]
    .filter(({ id, account, region }) => swept.has(`${account}/${region}`) && !lines.has(id))
    .map(({ id }) => `${id} has none`);
}

function linesTwice({ entries }: SweepEvidence): readonly string[] {
  return twice(entries.map(({ ProvisionedProductId }) => ProvisionedProductId)).map((id) => `${id} has several`);
}

function updatedTwice({ before, store }: SweepEvidence): readonly string[] {
  return twice(updatesSince(store, before.time).map(({ provisionedProductId }) => provisionedProductId));
}

function twice(ids: readonly string[]): readonly string[] {
  return [...Map.groupBy(ids, (id) => id)].filter(([, same]) => same.length > 1).map(([id]) => id);
}

/** How a reason shows the faults that have no words of their own. */
const SIGNS: Readonly<Partial<Record<FaultKind, RegExp>>> = {
  'connection-lost-before': /socket hang up|ECONNRESET/,
  'connection-lost-after': /socket hang up|ECONNRESET/,
  slow: /timed out|deadline/i,
  'account-suspended': /UnrecognizedClientException|InvalidClientTokenId|AccessDenied|not ACTIVE|SUSPENDED/,
};

function namesFault({ AccountNo, Error, Reason }: TargetEntry, injected: readonly InjectedFault[]): boolean {
  const reason = Reason ?? '';
  // Where the hub's own bucket or functions failed, nobody may have been able to write down why: then the line says that nothing was left.
  if (Error === 'NO_RESULT' && injected.some(({ where, account }) => where.startsWith('s3:') || account === ''))
    return true;
  return injected.some(
    ({ rule, kind, account, where }) =>
      reason.includes(`fault ${rule}`) ||
      (SIGNS[kind]?.test(reason) === true && (account === AccountNo || where.startsWith('s3:'))),
  );
}
