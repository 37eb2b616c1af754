import { SFNClient } from '@aws-sdk/client-sfn';
import { run } from '@catalog-sweep/cli';
import { openConnections, type SweepSummary } from '@catalog-sweep/core';
import type { Organisation } from '@catalog-sweep/simulated-org';
import { describe, expect, it, test } from '@jest/globals';
import type { ConnectToHub } from '../../packages/cli/src/hub/connect.ts';
import { HubSweep } from '../../packages/cli/src/hub/hub-sweep.ts';
import { openPlace, type OpenPlace } from '../../packages/cli/src/places/open-place.ts';
import { anOrganization, twoVersions } from '../journeys/an-organization.ts';
import { leftBy, withHub, type HubInUse, type HubSettings } from './a-deployed-hub.ts';
import { RecordedTerminal } from './a-terminal.ts';

const MINUTE = 60_000;

/** The id of the account shop. */
const SHOP = '500000000003';

/** Three databases that take 10 minutes each, one after the other, a broken cache, and an account without roles. */
const ORGANISATION = anOrganization()
  .withAccount('shop')
  .withAccount('bare', { spokeRoles: 'none' })
  .withProduct('Database', twoVersions({ updateTakes: 10 }))
  .withProduct('Cache', twoVersions({ failures: [{ share: 1, resource: 'Queue', reason: 'no such cache' }] }))
  .withProvisionedProducts(3, 'db', 'shop')
  .withProvisionedProduct('cache', 'shop', { product: 'Cache' })
  .withTagOption({ products: ['Database', 'Cache'] })
  .withSweep({ concurrency: { scans: 2, updates: 1 } })
  .build();

interface Typed {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Somebody at a terminal beside a hub. */
interface Desk extends HubInUse {
  readonly type: (...args: readonly string[]) => Promise<Typed>;
}

function atADesk<T>(
  work: (desk: Desk) => Promise<T>,
  { organisation = ORGANISATION, ...settings }: HubSettings & { readonly organisation?: Organisation } = {},
): Promise<T> {
  return withHub(organisation, (use) => work({ ...use, type: (...args) => typed(use, args) }), settings);
}

async function typed(use: HubInUse, args: readonly string[], terminal = new RecordedTerminal()): Promise<Typed> {
  const connect = connectionTo(use);
  const open: OpenPlace = async (whereabouts) =>
    whereabouts.on === 'hub'
      ? { place: new HubSweep(await connect(undefined)), whereIs: (location) => location }
      : openPlace(whereabouts);
  const exitCode = await run(args, terminal, open, connect);
  return { exitCode, output: terminal.output, errors: terminal.errors };
}

/** The hub as the operator reaches it, on the time of the organisation. */
function connectionTo({ hub: { facts }, clock, endpoint, credentials }: HubInUse): ConnectToHub {
  return () => {
    const { region: hubRegion, partition } = facts.hub;
    const connections = openConnections({ clock, hubRegion, partition, credentials, endpoint });
    const forEver = { deadline: Number.MAX_SAFE_INTEGER, sessionName: 'operator' };
    return Promise.resolve({
      facts,
      states: new SFNClient({ endpoint, region: hubRegion, credentials }),
      work: connections.bucket(facts.workBucket, forEver),
      logs: connections.bucket(facts.logBucket, forEver),
      clock,
      close: () => connections.close(),
    });
  };
}

/** The id that a command printed. */
function sweepIdOf({ output }: Typed): string {
  return /\d{8}T\d{6}Z-[0-9a-f]{8}/.exec(output)?.[0] ?? '';
}

describe('sweep --on hub', () => {
  it('begins a sweep, says how to go on, and does not wait', async () => {
    const { begun, status } = await atADesk(async ({ type }) => {
      const begun = await type('sweep', '--on', 'hub', '--mode', 'update');
      return { begun, status: await type('status', sweepIdOf(begun), '--watch', '--json') };
    });

    expect(begun.exitCode).toBe(0);
    expect(begun.output).toContain(`catalog-sweep status ${sweepIdOf(begun)} --watch`);
    expect(JSON.parse(status.output)).toMatchObject({ sweepId: sweepIdOf(begun), mode: 'update', status: 'COMPLETED' });
  });

  it('follows it to its end with --wait, and prints the report and the document of any other sweep', async () => {
    const { report, document } = await atADesk(async ({ type }) => ({
      report: await type('sweep', '--on', 'hub', '--mode', 'update', '--wait', '--account', SHOP),
      document: await type('sweep', '--on', 'hub', '--wait', '--json'),
    }));

    expect(report).toMatchObject({ exitCode: 0 });
    expect(report.output).toContain('(update mode): COMPLETED, reconciled');
    expect(report.output).toContain('1 target swept; 4 provisioned products, 4 outdated');
    expect(report.errors).toContain('Update the products');
    expect(JSON.parse(document.output)).toMatchObject({ mode: 'report', targets: { planned: 4, failed: 1 } });
  });

  it('tells each problem of a request that the plan refuses', async () => {
    const { exitCode, errors } = await atADesk(({ type }) =>
      type('sweep', '--on', 'hub', '--wait', '--ou', 'Nowhere', '--account', '999999999999'),
    );

    expect(exitCode).toBe(2);
    expect(errors).toContain('error: no account 999999999999 in the organisation');
    expect(errors).toContain('error: the request: no organizational unit Nowhere');
  });

  it('goes on in the hub when Ctrl-C ends the waiting', async () => {
    const { waited, status } = await atADesk(async (desk) => {
      const terminal = new RecordedTerminal();
      const waiting = desk.clock.task(() =>
        typed(desk, ['sweep', '--on', 'hub', '--mode', 'update', '--wait'], terminal),
      );
      await desk.clock.sleep(5 * MINUTE);
      terminal.pressCtrlC();
      const waited = await desk.clock.waitFor(waiting);
      return { waited, status: await desk.type('status', '--watch', '--json') };
    });

    expect(waited.exitCode).toBe(130);
    expect(waited.errors).toMatch(/the sweep \S+ goes on in the hub: catalog-sweep status shows how far it is/);
    expect(JSON.parse(status.output)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('status', () => {
  it('tells how far a sweep is, from its Maps and the work bucket', async () => {
    const status = await atADesk(async ({ type, clock }) => {
      const begun = await type('sweep', '--on', 'hub', '--mode', 'update');
      await clock.sleep(15 * MINUTE);
      const status = await type('status');
      await type('status', sweepIdOf(begun), '--watch');
      return status;
    });

    expect(status.output).toContain('(update mode): RUNNING');
    expect(status.output).toContain('on request');
    expect(status.output).toContain('targets: 4 of 4 done, 1 failed');
    expect(status.output).toMatch(/updates: [12] of 4 done, 1 under way/);
  });

  it('lists the sweeps, newest first', async () => {
    const { first, second, list } = await atADesk(async ({ type, clock }) => {
      const first = await type('sweep', '--on', 'hub', '--wait');
      await clock.sleep(MINUTE);
      return { first, second: await type('sweep', '--on', 'hub', '--wait'), list: await type('status', '--list') };
    });

    expect(list.output.split('\n').map((line) => line.trim().split(/\s+/).slice(0, 2))).toEqual([
      [sweepIdOf(second), 'SUCCEEDED'],
      [sweepIdOf(first), 'SUCCEEDED'],
    ]);
  });

  test.each([
    { name: 'an id that is none', args: ['status', 'yesterday'], says: 'yesterday: a sweep id looks like' },
    {
      name: 'an unknown id',
      args: ['status', '20200101T000000Z-00000000'],
      says: 'no sweep 20200101T000000Z-00000000',
    },
    { name: 'a hub that has not swept', args: ['status'], says: 'the hub has not swept yet' },
    { name: 'a plan of nothing', args: ['plan', '20200101T000000Z-00000000'], says: 'nothing is planned' },
    { name: 'a stop of nothing', args: ['stop', '20200101T000000Z-00000000'], says: 'no sweep 20200101T000000Z' },
    { name: 'a retry of nothing', args: ['retry', '20200101T000000Z-00000000'], says: 'no sweep 20200101T000000Z' },
    { name: 'an explanation without a log', args: ['explain', 'db-01', '--on', 'hub'], says: 'the hub has not swept' },
  ])('$name is refused', async ({ args, says }) => {
    const { exitCode, errors } = await atADesk(({ type }) => type(...args));

    expect(exitCode).toBe(2);
    expect(errors).toContain(says);
  });
});

describe('plan', () => {
  it('shows what a report would have updated', async () => {
    const { table, document } = await atADesk(async ({ type }) => {
      const sweepId = sweepIdOf(await type('sweep', '--on', 'hub', '--wait'));
      return { table: await type('plan', sweepId), document: await type('plan', sweepId, '--json') };
    });

    expect(table.output).toContain('4 planned updates in 1 account');
    expect(table.output).toMatch(new RegExp(`${SHOP} +eu-west-1 +db-01 +Database`));
    const { updates } = JSON.parse(document.output) as {
      readonly updates: readonly { provisionedProductName: string }[];
    };
    expect(updates.map(({ provisionedProductName: name }) => name).toSorted()).toEqual([
      'cache',
      'db-01',
      'db-02',
      'db-03',
    ]);
  });
});

describe('stop', () => {
  it('lets what is under way come to its end, and nothing else begin', async () => {
    const { stopped, summary } = await atADesk(async ({ type, clock }) => {
      const sweepId = sweepIdOf(await type('sweep', '--on', 'hub', '--mode', 'update', '--product', 'Database'));
      await clock.sleep(5 * MINUTE);
      const stopped = await type('stop', sweepId, '--reason', 'incident 4711');
      const ended = await type('status', sweepId, '--watch', '--json');
      return { stopped, summary: JSON.parse(ended.output) as SweepSummary };
    });

    expect(stopped).toMatchObject({ exitCode: 0 });
    expect(summary).toMatchObject({
      status: 'STOPPED',
      reconciled: true,
      products: { byOutcome: { UPDATED: 1, STOPPED: 2 } },
    });
  });

  it('with --force ends it at once: the log reconciles, and names what was under way', async () => {
    const { summary, entries } = await atADesk(async ({ type, clock, stateDirectory }) => {
      const sweepId = sweepIdOf(await type('sweep', '--on', 'hub', '--mode', 'update', '--product', 'Database'));
      await clock.sleep(5 * MINUTE);
      await type('stop', sweepId, '--force', '--reason', 'incident 4711');
      await type('status', sweepId, '--watch');
      await clock.sleep(MINUTE);
      return leftBy(stateDirectory, sweepId);
    });

    expect(summary).toMatchObject({ status: 'ABORTED', reconciled: true });
    const unfinished = entries.filter(({ Outcome }) => Outcome === 'STOPPED');
    expect(unfinished.map(({ ProvisionedProductName }) => ProvisionedProductName).toSorted()).toEqual([
      'db-01',
      'db-02',
      'db-03',
    ]);
    expect(unfinished.filter(({ RecordId }) => RecordId !== null)).toHaveLength(1);
  });
});

describe('retry', () => {
  it('sweeps just what failed, and the targets that could not be looked at', async () => {
    const { first, retried } = await atADesk(async ({ type }) => {
      const first = await type('sweep', '--on', 'hub', '--mode', 'update', '--wait', '--json');
      return { first, retried: await type('retry', sweepIdOf(first), '--wait', '--json') };
    });

    expect(JSON.parse(first.output)).toMatchObject({ products: { byOutcome: { UPDATED: 3, UPDATE_FAILED: 1 } } });
    expect(JSON.parse(retried.output)).toMatchObject({
      mode: 'update',
      targets: { planned: 2, failed: 1 },
      products: { scanned: 1, byOutcome: { UPDATE_FAILED: 1 } },
      updates: [{ name: 'cache' }],
    });
  });

  it('tries again what is held', async () => {
    const retried = await atADesk(async ({ type }) => {
      await type('sweep', '--on', 'hub', '--mode', 'update', '--wait');
      const held = await type('sweep', '--on', 'hub', '--mode', 'update', '--wait', '--json');
      return { held, again: await type('retry', sweepIdOf(held), '--wait', '--json') };
    });

    expect(JSON.parse(retried.held.output)).toMatchObject({ products: { byOutcome: { HELD: 1 } } });
    expect(JSON.parse(retried.again.output)).toMatchObject({ products: { byOutcome: { UPDATE_FAILED: 1 } } });
  });

  it('has nothing to do where nothing failed', async () => {
    const organisation = anOrganization()
      .withAccount('shop')
      .withProduct('Queue')
      .withProvisionedProduct('queue', 'shop')
      .build();

    const { exitCode, errors } = await atADesk(
      async ({ type }) => type('retry', sweepIdOf(await type('sweep', '--on', 'hub', '--wait'))),
      { organisation },
    );

    expect(exitCode).toBe(2);
    expect(errors).toContain('nothing is left to retry');
  });
});

it('explain --on hub reads the log where it lies', async () => {
  const explanation = await atADesk(async ({ type }) => {
    await type('sweep', '--on', 'hub', '--mode', 'update', '--wait');
    return type('explain', 'cache', '--on', 'hub');
  });

  expect(explanation.exitCode).toBe(0);
  expect(explanation.output).toContain('UPDATE_FAILED');
  expect(explanation.output.replaceAll(/\s+/g, ' ')).toContain('no such cache');
});

describe('doctor --on hub', () => {
  it('prints a line for each finding with what to do, and exits with 1', async () => {
    const { exitCode, output } = await atADesk(({ type }) => type('doctor', '--on', 'hub'));

    expect(exitCode).toBe(1);
    expect(output).toContain('ROLE_NOT_ASSUMABLE');
    expect(output).toContain('optIn spoke');
  });

  it('prints a document of which findings are the first thing that matters', async () => {
    const { output } = await atADesk(({ type }) => type('doctor', '--on', 'hub', '--json'));

    const { findings } = JSON.parse(output) as { readonly findings: readonly object[] };
    expect(findings[0]).toEqual({
      code: expect.any(String),
      account: expect.any(String),
      region: expect.anything(),
      what: expect.any(String),
      fix: expect.any(String),
      safeToFix: expect.any(Boolean),
      mended: false,
    });
  });
});
