import type { TargetEntry } from '../contract/log-entry.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ClosedWave } from '../contract/payloads.ts';

/** The counts of a wave, from the lines of its targets and from how often each outcome came up. */
export function closedWave(
  targets: readonly TargetEntry[],
  byOutcome: Readonly<Partial<Record<Outcome, number>>>,
): ClosedWave {
  const swept = targets.filter(({ Swept }) => Swept).length;
  return {
    targets: { planned: targets.length, swept, failed: targets.length - swept },
    failures: targets.flatMap(({ AccountNo, Region, Swept, Error, Reason }) =>
      Swept ? [] : { account: AccountNo, region: Region, error: Error ?? 'NO_RESULT', reason: Reason ?? '' },
    ),
    notes: targets.flatMap(({ AccountNo, Region, Notes }) =>
      Notes === null ? [] : { account: AccountNo, region: Region, note: Notes },
    ),
    scanned: sum(targets.map(({ Scanned }) => Scanned)),
    outdated: sum(targets.map(({ Outdated }) => Outdated)),
    byOutcome,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
