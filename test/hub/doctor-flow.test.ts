import { FUNCTIONS_IN_PROCESS, stateMachineDefinition } from '@catalog-sweep/hub/runtime';
import { describe, expect, it, test } from '@jest/globals';
import { outputOf, runDefinition } from '../state-machine-runner/run.ts';

const SWEEP = '20261126T220000Z-1a2b3c4d';
const definition = stateMachineDefinition({ partition: 'aws', functions: FUNCTIONS_IN_PROCESS });
const targets = ['333333333333', '444444444444'].map((account) => ({ account, region: 'eu-west-1', name: 'shop' }));

interface Script {
  readonly fix?: boolean;
  /** How many findings of a target are safe to mend. */
  readonly mendable?: number;
  /** The function that throws. */
  readonly broken?: string;
}

/** Runs the state machine in doctor mode over two targets, and notes which functions it called with what. */
async function run({ fix = false, mendable = 0, broken }: Script) {
  const calls: { name: string; event: Record<string, unknown> }[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'plan-sweep': {
      kind: 'planned',
      sweepId: SWEEP,
      mode: 'doctor',
      fix,
      scanConcurrency: 1,
      workBucket: 'work',
      waves: [{ name: 'all', key: 'waves/all.jsonl', targets: 2 }],
    },
    'examine-target': { findings: 3, mendable },
    'mend-target': { mended: mendable, failed: 0 },
    'examine-hub': { findings: 1, mendable },
    'mend-hub': { mended: mendable, failed: 0 },
    'finish-sweep': { sweepId: SWEEP, status: 'COMPLETED' },
  };
  const functions = Object.fromEntries(
    Object.keys(FUNCTIONS_IN_PROCESS).map((name) => [
      name,
      (event: Record<string, unknown>) => {
        calls.push({ name, event });
        if (name === broken) throw new Error('it is broken');
        return answers[name] ?? null;
      },
    ]),
  );
  const result = await runDefinition(
    definition,
    { mode: 'doctor', fix },
    {
      name: SWEEP,
      functions,
      objects: { 'work/waves/all.jsonl': targets.map((target) => `${JSON.stringify(target)}\n`).join('') },
    },
  );
  return { output: outputOf(result), calls, names: calls.map(({ name }) => name) };
}

const flows: readonly { readonly name: string; readonly script: Script; readonly calls: readonly string[] }[] = [
  {
    name: 'looks at the targets and then at the hub, and neither scans nor updates',
    script: {},
    calls: ['plan-sweep', 'examine-target', 'examine-target', 'examine-hub', 'finish-sweep'],
  },
  {
    name: 'mends nothing that it was not asked to mend',
    script: { mendable: 1 },
    calls: ['plan-sweep', 'examine-target', 'examine-target', 'examine-hub', 'finish-sweep'],
  },
  {
    name: 'mends nothing where nothing is safe to mend',
    script: { fix: true },
    calls: ['plan-sweep', 'examine-target', 'examine-target', 'examine-hub', 'finish-sweep'],
  },
  {
    name: 'mends each target, and then the hub, when it is asked to',
    script: { fix: true, mendable: 1 },
    calls: [
      'plan-sweep',
      'examine-target',
      'mend-target',
      'examine-target',
      'mend-target',
      'examine-hub',
      'mend-hub',
      'finish-sweep',
    ],
  },
  {
    name: 'notes the targets that it cannot examine, and goes on',
    script: { broken: 'examine-target' },
    calls: [
      'plan-sweep',
      'examine-target',
      'note-failed-target',
      'examine-target',
      'note-failed-target',
      'examine-hub',
      'finish-sweep',
    ],
  },
  {
    name: 'notes the targets that it cannot mend, and goes on',
    script: { fix: true, mendable: 1, broken: 'mend-target' },
    calls: [
      'plan-sweep',
      'examine-target',
      'mend-target',
      'note-failed-target',
      'examine-target',
      'mend-target',
      'note-failed-target',
      'examine-hub',
      'mend-hub',
      'finish-sweep',
    ],
  },
  {
    name: 'comes to its end without the hub',
    script: { broken: 'examine-hub' },
    calls: ['plan-sweep', 'examine-target', 'examine-target', 'examine-hub', 'finish-sweep'],
  },
];

describe('a doctor in the state machine', () => {
  test.each(flows)('$name', async ({ script, calls }) => {
    const { names, output } = await run(script);

    expect(names).toEqual(calls);
    expect(output).toEqual({ sweepId: SWEEP, status: 'COMPLETED' });
  });

  it('tells each function what its contract asks for', async () => {
    const { calls } = await run({ fix: true, mendable: 1 });

    const common = { contractVersion: 1, sweepId: SWEEP };
    const [target] = targets;
    expect(calls.find(({ name }) => name === 'examine-target')?.event).toEqual({ ...common, wave: 'all', target });
    expect(calls.find(({ name }) => name === 'mend-target')?.event).toEqual({
      ...common,
      wave: 'all',
      target: { account: '333333333333', region: 'eu-west-1' },
    });
    expect(calls.find(({ name }) => name === 'mend-hub')?.event).toEqual(common);
  });

  it('hands the end of the sweep what kept it from the hub', async () => {
    const { calls } = await run({ broken: 'examine-hub' });

    expect(calls.at(-1)?.event).toMatchObject({
      executionStatus: 'RUNNING',
      error: { Error: 'Error', Cause: expect.stringContaining('it is broken') },
    });
  });
});
