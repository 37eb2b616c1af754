import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { State, SweepRow } from '../../src/data/dashboard-data.ts';
import { Change, Count, Percent } from '../parts/number.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { Section } from '../parts/section.tsx';
import { StateBar } from '../parts/state-bar.tsx';
import { day } from '../numbers/format.ts';
import { shareOf, type StateCounts } from '../numbers/states.ts';
import type { TrendChange } from '../numbers/trend.ts';

interface CurrencyProps {
  readonly counts: StateCounts;
  /** Undefined where there is nothing to compare with. */
  readonly change: TrendChange | undefined;
  /** The two newest whole sweeps; undefined when targets are filtered, because a sweep counts all of its own. */
  readonly sweeps: readonly SweepRow[] | undefined;
}

/** Are we current? */
export function Currency({ counts, change, sweeps }: CurrencyProps) {
  const since = change && <>since {day(change.since)}</>;
  const changes: Readonly<Partial<Record<State, ReactNode>>> = {
    CURRENT: change && (
      <>
        <Change id="change-current" value={change.currentPoints} moreIsBetter digits={1} unit=" points" /> {since}
      </>
    ),
    OUTDATED: change && (
      <>
        <Change id="change-outdated" value={change.behind} moreIsBetter={false} /> {since}
      </>
    ),
    FAILED: change && (
      <>
        <Change id="change-failed" value={change.failed} moreIsBetter={false} /> {since}
      </>
    ),
    UNREACHABLE: sweeps && <UnsweptTargets sweeps={sweeps} />,
  };
  const states: readonly State[] = ['CURRENT', 'OUTDATED', 'FAILED', 'UNREACHABLE'];
  const shown = counts.UNKNOWN > 0 ? [...states, 'UNKNOWN' as const] : states;
  return (
    <Section
      title="Are we current?"
      description={
        <>
          <Count id="total" value={counts.total} /> provisioned products
        </>
      }
    >
      {counts.total === 0 ? (
        <div className="empty">No provisioned product is here to be counted.</div>
      ) : (
        <SpaceBetween size="l">
          <StateBar counts={counts} large />
          <dl className="figures">
            {shown.map((state) => (
              <div key={state}>
                <dt>
                  <StateLabel state={state} />
                </dt>
                <dd>
                  <div className="figure">
                    <Percent id={`share-${state}`} value={shareOf(counts[state], counts.total)} />
                  </div>
                  <Count id={`count-${state}`} value={counts[state]} />
                  <div className="quiet">{changes[state]}</div>
                </dd>
              </div>
            ))}
          </dl>
        </SpaceBetween>
      )}
    </Section>
  );
}

/** What a sweep knows of the targets that it did not reach is how many they were. */
function UnsweptTargets({ sweeps }: { readonly sweeps: readonly SweepRow[] }) {
  const [before, now] = sweeps;
  if (before === undefined || now === undefined) return null;
  const change = now.targetsFailed - before.targetsFailed;
  return (
    <>
      <Change id="change-unswept-targets" value={change} moreIsBetter={false} />{' '}
      {Math.abs(change) === 1 ? 'unswept target' : 'unswept targets'} since {day(before.started)}
    </>
  );
}
