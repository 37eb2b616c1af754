import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'yaml';
import { catalogSweepApp } from '../../../packages/hub/src/app.ts';
import { readConfiguration } from '../../../packages/hub/src/configuration/read-configuration.ts';
import { costTable } from '../../../packages/hub/src/cost/cost-table.ts';
import { standingOf } from '../../../packages/hub/src/cost/standing.ts';
import { looksAt, sweepUsage } from '../../../packages/hub/src/cost/sweep-usage.ts';
import { STATE_MACHINE_FILE } from '../../../packages/hub/src/state-machine.ts';

const WORKLOAD = {
  accounts: 10,
  regions: 2,
  productsPerTarget: 5,
  updatesPerSweep: 0,
  updateMinutes: 10,
  sweepsPerMonth: 4,
};

/** Cells alone: a formatter may align them. */
function cells(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

it('docs/deploy.md has the costs that are computed', () => {
  const example = readConfiguration('examples/catalog-sweep.yaml');
  const { template } = catalogSweepApp(example).synth().getStackByName('CatalogSweepHub');
  const chapter = readFileSync('docs/deploy.md', 'utf8').split('## What it costs a month')[1]?.split('\n## ')[0] ?? '';

  const computed = costTable(standingOf(template as Parameters<typeof standingOf>[0]));

  expect(cells(chapter)).toEqual(cells(computed));
});

test.each([
  { minutes: 0, looks: 1 },
  { minutes: 0.25, looks: 1 },
  // 15 + 30 + 60 + 120 + 240 + 300 s
  { minutes: 10, looks: 6 },
  { minutes: 40, looks: 12 },
])('an update of $minutes minutes is looked at $looks times', ({ minutes, looks }) => {
  expect(looksAt(minutes * 60)).toBe(looks);
});

describe('the transitions that are counted', () => {
  interface State {
    readonly Next?: string;
    readonly Default?: string;
    readonly StartAt?: string;
    readonly ItemProcessor?: Flow;
  }
  interface Flow {
    readonly StartAt: string;
    readonly States: Readonly<Record<string, State>>;
  }
  const { States: states } = parse(readFileSync(STATE_MACHINE_FILE, 'utf8')) as Flow;

  it('are those of the way through a scan', () => {
    const { StartAt: start, States: own } = states['Scan the targets']?.ItemProcessor ?? { StartAt: '', States: {} };
    const way: string[] = [];
    for (let name: string | undefined = start; name !== undefined; name = own[name]?.Next ?? own[name]?.Default) {
      way.push(name);
    }
    const one = sweepUsage({ ...WORKLOAD, accounts: 1, regions: 1 });
    const two = sweepUsage({ ...WORKLOAD, accounts: 2, regions: 1 });

    expect(two.stateTransitions - one.stateTransitions).toBe(way.length);
  });

  it('are those of an update with its looks', () => {
    const own = Object.keys(states['Update the products']?.ItemProcessor?.States ?? {});
    const none = sweepUsage(WORKLOAD);
    const instant = sweepUsage({ ...WORKLOAD, updatesPerSweep: 1, updateMinutes: 0 });
    const longer = sweepUsage({ ...WORKLOAD, updatesPerSweep: 1, updateMinutes: 0.75 });

    // With one look, every state is passed once; each further look passes Wait, Check and Finished? again.
    expect(instant.stateTransitions - none.stateTransitions).toBe(own.length);
    expect(longer.stateTransitions - instant.stateTransitions).toBe(3);
  });
});
