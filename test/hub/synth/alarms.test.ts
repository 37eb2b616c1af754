import { readFileSync } from 'node:fs';
import { VIEW_CREATOR_NAME } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { METRIC_NAMES } from '../../../packages/hub/src/metrics.ts';
import { aHub, resourcesOf } from './a-hub.ts';

const hub = aHub();
const alarms = resourcesOf(hub, 'AWS::CloudWatch::Alarm');
const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');

/** The sections of the runbook by the anchor that links name them with. */
const sections = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...text] = section.split('\n');
      return [
        heading
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
        text.join('\n'),
      ] as const;
    }),
);

/** The anchor that an alarm's text links to. */
function anchorOf({ Properties }: (typeof alarms)[number]): string {
  return /docs\/runbook\.md#([\w-]+)$/.exec(String(Properties['AlarmDescription']))?.[1] ?? '';
}

test.each(alarms)('$id says what happened, tells the topic, and links to what to do', (alarm) => {
  const [topic] = resourcesOf(hub, 'AWS::SNS::Topic');
  const section = sections.get(anchorOf(alarm)) ?? '';

  expect(alarm.Properties['AlarmActions']).toEqual([`<${topic?.id}>`]);
  for (const part of ['**Meaning.**', '**Where to look.**', '**What to do.**']) expect(section).toContain(part);
});

it('the runbook has no section that no alarm links to', () => {
  expect([...sections.keys()].toSorted()).toEqual([...new Set(alarms.map(anchorOf))].toSorted());
});

describe('the alarms together', () => {
  const watched = JSON.stringify(alarms.map(({ Properties }) => Properties));

  test.each([
    'SweepsFailed',
    'SweepsNotReconciled',
    'ScheduleOverdue',
    'TargetsFailedPercent',
    'UpdatesQuarantined',
  ] as const)('watch %s', (metric) => {
    expect(METRIC_NAMES).toContain(metric);
    expect(watched).toContain(`"MetricName":"${metric}"`);
  });

  it('watch executions, the dead-letter queue, and errors and throttles of every function', () => {
    expect(watched).toContain('"MetricName":"ExecutionsFailed"');
    expect(watched).toContain('"MetricName":"ExecutionsTimedOut"');
    expect(watched).toContain('"MetricName":"ApproximateNumberOfMessagesVisible"');
    for (const { id, Properties } of resourcesOf(hub, 'AWS::Lambda::Function')) {
      // It runs in deployments alone, which fail when it does.
      if (Properties['FunctionName'] === VIEW_CREATOR_NAME) continue;
      const dimensions = `"Dimensions":[{"Name":"FunctionName","Value":"<${id}>"}],"MetricName"`;
      expect(watched).toContain(`${dimensions}:"Errors"`);
      expect(watched).toContain(`${dimensions}:"Throttles"`);
    }
  });

  it('take no more than ten metrics each, which is what CloudWatch allows', () => {
    for (const { Properties } of alarms) {
      const metrics = (Properties['Metrics'] ?? []) as readonly object[];
      expect(metrics.filter((metric) => 'MetricStat' in metric).length).toBeLessThanOrEqual(10);
    }
  });

  it('go off for no metric by account or Region, of which there would be thousands', () => {
    const dimensions = alarms
      .filter(({ Properties }) => Properties['Namespace'] === 'CatalogSweep')
      .flatMap(({ Properties }) => Properties['Dimensions']);

    expect(dimensions).toHaveLength(4);
    for (const dimension of dimensions) expect(dimension).toEqual({ Name: 'service', Value: 'catalog-sweep' });
  });
});

it('a schedule that is overdue stays so until the watchdog looks again; without news nothing else goes off', () => {
  const missing = alarms.map(({ id, Properties }) => ({ id, whenMissing: Properties['TreatMissingData'] }));

  expect(missing.filter(({ whenMissing }) => whenMissing !== 'notBreaching')).toEqual([
    { id: expect.stringContaining('SweepOverdue'), whenMissing: 'ignore' },
  ]);
});

it('the dashboard shows every metric of sweeps but the one of the watchdog, which is an alarm', () => {
  const [dashboard] = resourcesOf(hub, 'AWS::CloudWatch::Dashboard');
  const body = String(dashboard?.Properties['DashboardBody']);

  const shown = METRIC_NAMES.filter((name) => body.includes(`"${name}"`));

  expect(METRIC_NAMES.filter((name) => !shown.includes(name))).toEqual([
    'SweepsFailed',
    'SweepsNotReconciled',
    'ScheduleOverdue',
  ]);
});
