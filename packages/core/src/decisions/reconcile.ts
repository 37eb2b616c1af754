import type { LogEntry, TargetEntry } from '../contract/log-entry.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ClosedWave } from '../contract/payloads.ts';

/** What a wave's logs hold, counted line by line as a reader would. */
export interface WaveCount {
  readonly targets: number;
  readonly products: number;
  readonly byOutcome: Readonly<Partial<Record<Outcome, number>>>;
  /** Targets and provisioned products that have more than one line. */
  readonly repeated: readonly string[];
  /** Lines that are no entries. */
  readonly damaged: number;
}

/** Counts the lines of a wave's logs; undefined stands for a line that is no entry. */
export function countWave(
  targets: Iterable<TargetEntry | undefined>,
  products: Iterable<LogEntry | undefined>,
): WaveCount {
  const count = { targets: 0, products: 0, damaged: 0 };
  const byOutcome: Partial<Record<Outcome, number>> = {};
  const seen = new Set<string>();
  const repeated: string[] = [];
  const meet = (name: string) => (seen.has(name) ? repeated.push(name) : seen.add(name));
  for (const target of targets) {
    count.targets += 1;
    if (target === undefined) {
      count.damaged += 1;
    } else {
      meet(`${target.AccountNo}/${target.Region}`);
    }
  }
  for (const product of products) {
    count.products += 1;
    if (product === undefined) {
      count.damaged += 1;
    } else {
      meet(`${product.AccountNo}/${product.Region}/${product.ProvisionedProductId}`);
      byOutcome[product.Outcome] = (byOutcome[product.Outcome] ?? 0) + 1;
    }
  }
  return { ...count, byOutcome, repeated };
}

/**
 * What does not add up in a wave: every planned target has one line, every provisioned product that was scanned has one, and so the
 * scanned are the sum over the outcomes. Empty when all is well.
 */
export function reconcileWave(
  wave: { readonly name: string; readonly targets: number },
  closed: ClosedWave,
  count: WaveCount,
): string[] {
  const problems: string[] = [];
  if (count.targets !== wave.targets) {
    problems.push(`${wave.targets} targets were planned, the targets log has ${count.targets} lines`);
  }
  if (closed.targets.swept + closed.targets.failed !== wave.targets) {
    problems.push(
      `${wave.targets} targets were planned, ${closed.targets.swept} were swept and ${closed.targets.failed} failed`,
    );
  }
  if (count.products !== closed.scanned) {
    problems.push(`${closed.scanned} provisioned products were scanned, the log has ${count.products} lines`);
  }
  const inOutcomes = Object.values(count.byOutcome).reduce((total, number) => total + number, 0);
  if (inOutcomes !== closed.scanned) {
    problems.push(`${closed.scanned} provisioned products were scanned, ${inOutcomes} have an outcome`);
  }
  if (count.damaged > 0) {
    problems.push(`${count.damaged} lines of the logs are damaged`);
  }
  if (count.repeated.length > 0) {
    problems.push(`more than one line of ${count.repeated.join(', ')}`);
  }
  return problems.map((problem) => `wave ${wave.name}: ${problem}`);
}
