import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest, test } from '@jest/globals';

jest.setTimeout(60_000);

const SCRIPT = fileURLToPath(new URL('../../scripts/chaos.ts', import.meta.url));

function chaos(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err: err.trim() }),
    );
  });
}

describe('pnpm chaos', () => {
  it('prints one document, and exits with 0 when everything held', async () => {
    const { code, out } = await chaos('--targets', '8', '--seed', '3', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      targets: 8,
      seed: 3,
      faults: 'heavy',
      faultsInjected: expect.any(Number),
      byFault: { throttled: expect.any(Number) },
      lost: 0,
      doubled: 0,
      reconciled: true,
      invariants: { 'at most one update per provisioned product': true },
    });
  });

  test.each([
    { args: ['--seed', 'many'], problem: 'error: --seed many: it takes a whole number from 0 to 999999999' },
    { args: ['--targets', '0'], problem: 'error: --targets 0: it takes a whole number from 1 to 40000' },
    { args: ['--faults', '/nowhere.yaml'], problem: expect.stringMatching(/^error: \/nowhere\.yaml: cannot be read/) },
    {
      args: ['--faults', '{"rules":[{"name":"a","service":"sts","operations":["Assume"],"faults":{"slow":1}}]}'],
      problem: expect.stringMatching(
        /^error: --faults:1: rules\[0\]\.operations\[0\]: sts has no operation Assume here/,
      ),
    },
    { args: ['--target', '4'], problem: expect.stringMatching(/^error: Unknown option '--target'/) },
  ])('refuses $args in a sentence', async ({ args, problem }) => {
    const { code, out, err } = await chaos(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toEqual(problem);
  });
});
