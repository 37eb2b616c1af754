import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { DashboardData } from '../../src/data/dashboard-data.ts';
import { Text } from '../parts/text.tsx';
import { counted, minute } from '../numbers/format.ts';
import { useMode, type ModeChoice } from '../use-mode.ts';

const MODES: readonly { readonly id: ModeChoice; readonly text: string }[] = [
  { id: 'auto', text: 'Auto' },
  { id: 'light', text: 'Light' },
  { id: 'dark', text: 'Dark' },
];

/** What the page is of, and how new. */
export function PageHeader({ data }: { readonly data: DashboardData }) {
  const [mode, setMode] = useMode();
  return (
    <Header
      variant="h1"
      description={<NewestSweep data={data} />}
      actions={
        <div className="on-screen">
          <SegmentedControl
            label="Light or dark"
            selectedId={mode}
            options={MODES}
            onChange={({ detail }) => setMode(MODES.find(({ id }) => id === detail.selectedId)?.id ?? 'auto')}
          />
        </div>
      }
    >
      Catalog Sweep
    </Header>
  );
}

function NewestSweep({ data: { sweeps, madeAt } }: { readonly data: DashboardData }) {
  const made = `Page made ${minute(new Date(madeAt).toISOString().replace('T', ' '))} UTC.`;
  const sweep = sweeps.at(-1);
  if (sweep === undefined) return <>No sweep has finished yet: start one with `catalog-sweep sweep`. {made}</>;
  return (
    <>
      Newest sweep <Text>{sweep.sweepId}</Text>: {sweep.status}, {sweep.mode} mode, began {minute(sweep.started)} UTC,{' '}
      {counted(sweep.minutes, 'minute')}, {counted(sweep.scanned, 'provisioned product')} in{' '}
      {counted(sweep.targetsPlanned, 'target')}
      {sweep.whole ? '' : ' (a part of the organisation)'}.{sweep.reason === '' ? '' : ' '}
      {sweep.reason !== '' && <Text>{`${sweep.reason}.`}</Text>} {made}
    </>
  );
}
