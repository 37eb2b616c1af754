import { run } from '@catalog-sweep/cli';
import { OPERATOR_NAME } from '@catalog-sweep/core';
import { afterEach, expect, it } from '@jest/globals';
import { withHub } from '../cli/a-deployed-hub.ts';
import { RecordedTerminal } from '../cli/a-terminal.ts';
import { busy } from './a-busy-organization.ts';
import { RightsInUse } from './rights-in-use.ts';

/** Athena and Glue are not simulated, nor is what they ask of S3; and nobody here makes the page that lies beside the logs. */
const UNSEEN = new Set([
  'AskInTheWorkGroup',
  'ReadTablesAndViews',
  'FindQueryResults',
  'WriteQueryResults',
  'ReadLogObjects arn:aws:s3:::catalog-sweep-logs/catalog-sweep/*',
]);

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

it('operators have what the command line asks a deployed hub for, and no more', async () => {
  const rights = new RightsInUse();
  const errors: string[] = [];

  await withHub(busy, async ({ hub, clock }) => {
    rights.watch(hub.simulated);
    const { account, region } = hub.facts.hub;
    const { accessKeyId, secretAccessKey, sessionToken } = hub.simulated.credentialsFor({
      account,
      roleName: hub.operator,
    });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: hub.simulated.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    });
    async function typed(...args: string[]): Promise<string> {
      const terminal = new RecordedTerminal();
      await clock.waitFor(run(args, terminal));
      errors.push(...terminal.errLines.filter((line) => line.startsWith('error:')));
      return terminal.output;
    }
    const first = sweepIn(await typed('sweep', '--on', 'hub', '--mode', 'update', '--json'));
    // In the middle of its updates.
    await clock.sleep(60_000);
    await typed('status', first);
    await typed('stop', first);
    await typed('stop', first, '--force');

    const second = sweepIn(await typed('sweep', '--on', 'hub', '--mode', 'update', '--wait', '--json'));
    await typed('status');
    await typed('plan', second);
    await typed('retry', second);
    await typed('explain', 'queue', '--on', 'hub');
    await typed('doctor', '--on', 'hub');
  });

  expect(errors).toEqual([]);
  expect(rights.compare(OPERATOR_NAME, UNSEEN)).toEqual({ spare: [], missing: [] });
});

function sweepIn(output: string): string {
  return /\d{8}T\d{6}Z-[0-9a-f]{8}/.exec(output)?.[0] ?? 'no sweep';
}
