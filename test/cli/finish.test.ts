import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@catalog-sweep/cli';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { RecordedTerminal } from './a-terminal.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'finish-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function catalogSweep(...args: readonly string[]) {
  const terminal = new RecordedTerminal(folder);
  const exitCode = await run(args, terminal);
  return { exitCode, terminal };
}

// That a sweep that was killed is finished is in test/chaos/kill.test.ts.
describe('catalog-sweep finish', () => {
  it('leaves a sweep that came to its end as it is', async () => {
    const swept = await catalogSweep('sweep', '--accounts=4', '--regions=1', '--json');
    const { sweepId, products, finishedAt } = JSON.parse(swept.terminal.output) as {
      sweepId: string;
      products: object;
      finishedAt: string;
    };

    const { exitCode, terminal } = await catalogSweep('finish', sweepId, '--accounts=4', '--regions=1', '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(terminal.output)).toMatchObject({
      sweepId,
      products,
      finishedAt,
      status: 'COMPLETED',
      reconciled: true,
    });
  });

  it.each([
    {
      name: 'a sweep that is not there',
      id: '20261126T220000Z-00000000',
      problem: /^error: there is no sweep 20261126T220000Z-00000000 here/,
    },
    { name: 'what is no id', id: 'yesterday', problem: /^error: yesterday: / },
  ])('refuses $name in a line', async ({ id, problem }) => {
    const { exitCode, terminal } = await catalogSweep('finish', id, '--accounts=4', '--regions=1');

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(problem);
  });
});

describe('catalog-sweep sweep --faults', () => {
  it('says how many faults it met, for a person and as JSON', async () => {
    const options = ['--accounts=6', '--regions=1', '--faults=heavy', '--state-dir=faulty'];
    const { terminal, exitCode } = await catalogSweep('sweep', ...options);
    const again = await catalogSweep('sweep', ...options, '--json', '--reset');

    expect([exitCode, again.exitCode]).toEqual([0, 0]);
    expect(terminal.output).toMatch(/^It met \d+ faults: [^.]*throttled \d+/m);
    expect(JSON.parse(again.terminal.output)).toMatchObject({ faultsInjected: { throttled: expect.any(Number) } });
  });

  it('refuses a plan that is wrong, and one for another place', async () => {
    const missing = await catalogSweep('sweep', '--faults=none.yaml');
    const elsewhere = await catalogSweep('sweep', '--on=hub', '--faults=light');

    expect(missing).toMatchObject({
      exitCode: 2,
      terminal: { errors: expect.stringMatching(/none\.yaml: cannot be read/) },
    });
    expect(elsewhere).toMatchObject({
      exitCode: 2,
      terminal: { errors: expect.stringMatching(/--faults is for --on simulated/) },
    });
  });
});
