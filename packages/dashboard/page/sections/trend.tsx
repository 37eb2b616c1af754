import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import { memo } from 'react';
import { Section } from '../parts/section.tsx';
import { count, percent } from '../numbers/format.ts';
import { shareOf } from '../numbers/states.ts';
import type { LagLine, TrendPoint } from '../numbers/trend.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;

interface TrendProps {
  readonly trend: readonly TrendPoint[];
  readonly lag: readonly LagLine[];
  /** The filters that are set and that the history cannot follow, in words; empty: none. */
  readonly ignored: string;
  readonly filtered: boolean;
}

/** Is it getting better? */
export const Trend = memo(function Trend({ trend, lag, ignored, filtered }: TrendProps) {
  const points = trend.filter(({ total }) => total > 0);
  return (
    <Section title="Is it getting better?" description={descriptionOf(trend.length)}>
      <ColumnLayout columns={2}>
        <div className="chart">
          <Header
            variant="h3"
            description={
              ignored !== '' &&
              `Not narrowed by ${ignored}: sweeps of the past are counted by account, Region and product.`
            }
          >
            Share up to date
          </Header>
          <ShareChart points={points} />
        </div>
        <div className="chart">
          <Header variant="h3" description={filtered && 'Over the whole organisation, whatever the filters.'}>
            Opted in and at most so many days behind
          </Header>
          <LagChart lines={lag} />
        </div>
      </ColumnLayout>
    </Section>
  );
});

function descriptionOf(sweeps: number): string {
  if (sweeps === 0) return 'No sweep of the whole organisation yet.';
  const after = sweeps === 1 ? 'After the only sweep so far' : `After each of ${count(sweeps)} sweeps`;
  return `${after} of the whole organisation, with the newest shares below. What a sweep did not reach counts as it was last seen.`;
}

function ShareChart({ points }: { readonly points: readonly TrendPoint[] }) {
  const series = [
    { title: 'Up to date', color: 'var(--state-current)', of: (point: TrendPoint) => point.current },
    { title: 'Failed', color: 'var(--state-failed)', of: (point: TrendPoint) => point.failed },
  ];
  return (
    <ShareLines
      label="Share of provisioned products up to date and failed, over time"
      series={(points.length === 0 ? [] : series).map(({ title, color, of }) => ({
        type: 'line',
        title: `${title}: ${percent(lastOf(points, (point) => shareOf(of(point), point.total)))}`,
        color,
        valueFormatter: percent,
        data: points.map((point) => ({ x: timeOf(point.started), y: shareOf(of(point), point.total) ?? 0 })),
      }))}
    />
  );
}

const LagChart = memo(function LagChart({ lines }: { readonly lines: readonly LagLine[] }) {
  return (
    <ShareLines
      label="Version-lag objective over time"
      series={lines.map(({ maxDays, points }) => ({
        type: 'line',
        title: `${maxDays === 0 ? 'Current' : `${maxDays} days`}: ${percent(lastOf(points, ({ within, optedIn }) => shareOf(within, optedIn)))}`,
        valueFormatter: percent,
        data: points.map((point) => ({ x: timeOf(point.started), y: shareOf(point.within, point.optedIn) ?? 0 })),
      }))}
    />
  );
});

interface Line {
  readonly type: 'line';
  readonly title: string;
  readonly color?: string;
  readonly valueFormatter: (value: number) => string;
  readonly data: readonly { readonly x: Date; readonly y: number }[];
}

function ShareLines({ label, series }: { readonly label: string; readonly series: readonly Line[] }) {
  const times = series.flatMap(({ data }) => data.map(({ x }) => x.getTime()));
  const single = series.every(({ data }) => data.length === 1);
  const days = (Math.max(...times) - Math.min(...times)) / DAY_MILLISECONDS;
  return (
    <LineChart
      {...(single && { className: 'one-point' })}
      series={series}
      ariaLabel={label}
      xScaleType="time"
      yDomain={[0, 100]}
      height={220}
      hideFilter
      xTickFormatter={days > 0 && days < 3 ? minuteOf : dayOf}
      yTickFormatter={(value) => `${value} %`}
      detailPopoverSize="small"
      i18nStrings={{
        chartAriaRoleDescription: 'line chart',
        xAxisAriaRoleDescription: 'time',
        yAxisAriaRoleDescription: 'share',
      }}
      empty={<div className="empty">No sweep of the whole organisation has met any of it.</div>}
    />
  );
}

function lastOf<T>(points: readonly T[], shareOfOne: (point: T) => number | undefined): number | undefined {
  const last = points.at(-1);
  return last === undefined ? undefined : shareOfOne(last);
}

function timeOf(time: string): Date {
  return new Date(`${time.replace(' ', 'T')}Z`);
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** In two lines. */
function minuteOf(time: Date): string {
  return `${dayOf(time)}\n${time.toISOString().slice(11, 16)}`;
}
