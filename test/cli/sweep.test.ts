import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '@catalog-sweep/core';
import { run } from '@catalog-sweep/cli';
import { SweepFailedError, type SweepResult } from '../../packages/cli/src/sweep-place.ts';
import { aSweepResult } from './a-sweep.ts';
import { RecordedTerminal } from './a-terminal.ts';
import { ToldPlace } from './a-told-place.ts';

async function sweep(
  args: readonly string[],
  result: () => Promise<SweepResult> = () => Promise.resolve(aSweepResult()),
) {
  const terminal = new RecordedTerminal();
  const place = new ToldPlace({ run: result });
  const exitCode = await run(['sweep', ...args], terminal, place.open);
  return { exitCode, terminal, place };
}

describe('catalog-sweep sweep', () => {
  it('updates the simulated organisation unless it is told otherwise, and only looks at AWS', async () => {
    const aws = ['--on', 'local', '--log-bucket', 'l-1', '--work-bucket', 'w-1', '--hub-region', 'eu-west-1'];
    const [simulated, local] = [await sweep([]), await sweep(aws)];

    expect(simulated.place.request).toMatchObject({ mode: 'update', trigger: 'request' });
    expect(local.place.request).toMatchObject({ mode: 'report' });
    expect(local.place.whereabouts).toMatchObject({
      on: 'local',
      options: {
        workBucket: 'w-1',
        configuration: { logS3Bucket: 'l-1', targets: { regions: ['eu-west-1'] } },
      },
    });
  });

  it('takes from the configuration of a hub what a sweep of AWS is not told', async () => {
    const file = fileURLToPath(new URL('../../examples/catalog-sweep.yaml', import.meta.url));

    const { place } = await sweep(['--on', 'local', '--config', file, '--log-bucket', 'l-1', '--work-bucket', 'w-1']);

    expect(place.whereabouts).toMatchObject({
      options: {
        hubRegion: 'eu-west-1',
        configuration: { logS3Bucket: 'l-1', maxUpdates: 200, holds: [{ provisionedProduct: 'ledger-db' }] },
      },
    });
  });

  it('hands on what the sweep is narrowed to', async () => {
    const { place } = await sweep([
      '--account=500000000011',
      '--account=500000000012',
      '--ou=Workloads',
      '--region=eu-west-1',
      '--product=MySQL RDS',
      '--provisioned-product=orders-db',
      '--retry-failed',
      '--max-updates=5',
    ]);

    expect(place.request).toEqual({
      contractVersion: 1,
      trigger: 'request',
      mode: 'update',
      accounts: ['500000000011', '500000000012'],
      organizationalUnits: ['Workloads'],
      regions: ['eu-west-1'],
      products: ['MySQL RDS'],
      provisionedProducts: ['orders-db'],
      retryFailed: true,
      fix: false,
      maxUpdates: 5,
    });
  });

  it('tells a person what happened, where the log is, and what to do next', async () => {
    const { terminal, exitCode, place } = await sweep([]);

    expect(exitCode).toBe(0);
    expect(terminal.output).toContain('COMPLETED, reconciled');
    expect(terminal.output).toMatch(/1 +UPDATED/);
    expect(terminal.output).toMatch(/orders-db +MySQL RDS v1 -> v2/);
    expect(terminal.output).toContain('Log: 1 line in /state/buckets/logs/ServiceCatalogLogs/dt=2026-11-26/');
    expect(terminal.output).toContain('Next: ');
    expect(place.asked).toEqual(['close']);
  });

  it('prints one JSON document with --json, with the fields that are promised and nothing else', async () => {
    const { terminal } = await sweep(['--json']);

    const document = JSON.parse(terminal.output) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      'sweepId',
      'mode',
      'status',
      'startedAt',
      'finishedAt',
      'targets',
      'products',
      'updates',
      'reconciled',
      'apiCalls',
      'log',
    ]);
    expect(document['targets']).toEqual({ planned: 2, swept: 2, failed: 0, failures: [] });
    expect(document['updates']).toEqual([
      {
        account: '500000000011',
        region: 'eu-west-1',
        provisionedProductId: 'pp-1',
        name: 'orders-db',
        product: 'MySQL RDS',
        from: 'v1',
        to: 'v2',
        outcome: 'UPDATED',
      },
    ]);
    expect(document['log']).toEqual({ location: '/state/buckets/logs/ServiceCatalogLogs/dt=2026-11-26/', entries: 1 });
  });

  const failedUpdate = aSweepResult({ products: { scanned: 1, outdated: 1, byOutcome: { UPDATE_FAILED: 1 } } });
  const failedTarget = aSweepResult({
    targets: {
      planned: 1,
      swept: 0,
      failed: 1,
      failures: [{ account: '500000000011', region: 'eu-west-1', error: 'ROLE_NOT_ASSUMABLE', reason: 'no' }],
      notes: [],
    },
  });

  it.each([
    { name: 'all went well', args: ['--exit-code'], result: aSweepResult(), exitCode: 0 },
    { name: 'an update failed, and nobody asked', args: [], result: failedUpdate, exitCode: 0 },
    { name: 'an update failed', args: ['--exit-code'], result: failedUpdate, exitCode: 1 },
    { name: 'a target failed', args: ['--exit-code'], result: failedTarget, exitCode: 1 },
    {
      name: 'it does not reconcile',
      args: [],
      result: aSweepResult({ reconciled: false, status: 'INCOMPLETE' }),
      exitCode: 3,
    },
    { name: 'it was stopped in order', args: [], result: aSweepResult({ status: 'STOPPED' }), exitCode: 0 },
  ])('exits with $exitCode when $name', async ({ args, result, exitCode }) => {
    expect((await sweep(args, () => Promise.resolve(result))).exitCode).toBe(exitCode);
  });

  it('exits with 3 and the reason when the sweep itself failed', async () => {
    const { exitCode, terminal } = await sweep([], () => Promise.reject(new SweepFailedError('no bucket')));

    expect(exitCode).toBe(3);
    expect(terminal.errors).toContain('error: the sweep failed: no bucket');
  });

  it('exits with 2 and a line per problem when something is named that does not exist', async () => {
    const problems = ['no account 1', 'no Region x'];

    const { exitCode, terminal, place } = await sweep([], () => Promise.reject(new UsageError(problems)));

    expect(exitCode).toBe(2);
    expect(terminal.errLines).toEqual(['error: no account 1', 'error: no Region x']);
    expect(place.asked).toEqual(['close']);
  });

  it('exits with 2 when no provisioned product has the name that was given, and says so beside the report', async () => {
    const nothing = aSweepResult({ products: { scanned: 0, outdated: 0, byOutcome: {} }, updates: [] });

    const { exitCode, terminal } = await sweep(['--provisioned-product=order-db'], () => Promise.resolve(nothing));

    expect(exitCode).toBe(2);
    expect(terminal.errors).toContain('error: no provisioned product order-db in 2 targets');
    expect(terminal.output).toContain('No provisioned product was found.');
  });

  it.each([
    { args: ['--nonsense'], says: "unknown option '--nonsense'" },
    { args: ['--nonsense'], says: '--help shows what there is' },
    { args: ['--regoin', 'eu-west-1'], says: 'Did you mean --region?' },
    { args: ['--mode', 'both'], says: 'Allowed choices are report, update' },
    { args: ['--accounts', 'many'], says: 'It takes a whole number' },
    { args: ['--account', '12'], says: '--account 12: an account id is 12 digits' },
    { args: ['--accounts', '0'], says: 'It takes a whole number from 1 to 10,000.' },
    { args: ['--regions', '99'], says: 'It takes a whole number from 1 to 12.' },
    { args: ['--region', 'eu_west'], says: '--region eu_west: a Region looks like eu-west-1' },
    { args: ['--log-bucket', 'b'], says: '--log-bucket is for --on local' },
    { args: ['--on', 'local', '--hub-region', 'eu-west-1'], says: '--log-bucket is needed with --on local' },
    { args: ['--on', 'local', '--config', 'none.yaml'], says: 'none.yaml: there is no such file' },
    { args: ['--on', 'local', '--accounts', '5', '--log-bucket', 'b'], says: '--accounts is for --on simulated' },
  ])('refuses $args in one line, and opens nothing', async ({ args, says }) => {
    const { exitCode, terminal, place } = await sweep(args);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toContain(says);
    for (const line of terminal.errLines) expect(line).toMatch(/^error: [^\n]+$/);
    expect(place.whereabouts).toBeUndefined();
  });

  it('stops in order at the first Ctrl-C, ends at once at the second, and says what becomes of the rest', async () => {
    const terminal = new RecordedTerminal();
    const place = new ToldPlace({
      run: () => {
        terminal.pressCtrlC();
        terminal.pressCtrlC();
        return Promise.resolve(aSweepResult({ status: 'ABORTED' }));
      },
    });

    await run(['sweep'], terminal, place.open);

    expect(place.asked).toEqual(['stop', 'abort', 'close']);
    expect(terminal.errors).toContain('followed to its end');
    expect(terminal.errors).toContain('nothing is lost');
  });

  it('leaves a third Ctrl-C to whoever ends processes', async () => {
    const terminal = new RecordedTerminal();
    let isHeard = { atTheSecond: false, atTheThird: true };
    const place = new ToldPlace({
      run: async () => {
        terminal.pressCtrlC();
        terminal.pressCtrlC();
        const atTheSecond = terminal.isListening;
        await new Promise((resolve) => setImmediate(resolve));
        isHeard = { atTheSecond, atTheThird: terminal.isListening };
        return aSweepResult({ status: 'ABORTED' });
      },
    });

    await run(['sweep'], terminal, place.open);

    expect(isHeard).toEqual({ atTheSecond: true, atTheThird: false });
  });

  it('says so when it could not be stopped', async () => {
    const terminal = new RecordedTerminal();
    const place = new ToldPlace({
      run: async () => {
        place.stop = () => Promise.reject(new Error('s3:PutObject: AccessDenied'));
        terminal.pressCtrlC();
        await Promise.resolve();
        return aSweepResult();
      },
    });

    await run(['sweep'], terminal, place.open);

    expect(terminal.errors).toContain('that did not work: s3:PutObject: AccessDenied');
  });

  it('names a next command that meets the same organisation', async () => {
    const [update] = aSweepResult().summary.updates;
    const updates = update === undefined ? [] : [{ ...update, outcome: 'UPDATE_AVAILABLE' as const }];
    const args = ['--mode=report', '--reset', '--on=simulated', '--accounts=5', '--ou=My unit', '--state-dir=/tmp/x'];

    const { terminal } = await sweep(args, () => Promise.resolve(aSweepResult({ mode: 'report', updates })));

    expect(terminal.output).toContain(
      "Next: catalog-sweep sweep --ou 'My unit' --state-dir /tmp/x --accounts 5 --mode update",
    );
  });

  it('shows examples and exit codes in its help', async () => {
    const { exitCode, terminal } = await sweep(['--help']);

    expect(exitCode).toBe(0);
    expect(terminal.output).toContain('Examples:');
    expect(terminal.output).toContain('Exit codes:');
  });
});
