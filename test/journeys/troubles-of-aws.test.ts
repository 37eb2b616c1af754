import type { Fault, FaultSubject } from '@catalog-sweep/simulated-org';
import { describe, expect, it, test } from '@jest/globals';
import type { SweepProgress } from '../../packages/cli/src/sweep-place.ts';
import { realState } from '../../packages/simulated-org/src/service-catalog/real-state.ts';
import { entryOf, outcomesOf, sweep, sweepAt, withPlace } from './a-journey.ts';
import { anOrganization, twoVersions } from './an-organization.ts';

const SHOP = '500000000003';
const BANK = '500000000004';
const MINUTE = 60_000;

const organization = anOrganization()
  .withAccount('shop')
  .withAccount('bank')
  .withProduct('Queue', twoVersions({ updateTakes: 5 }))
  .withProvisionedProduct('orders', 'shop')
  .withProvisionedProduct('invoices', 'bank');
const organisation = organization.build();
const START = Date.parse(organisation.now);

const THROTTLED: Fault = { kind: 'error', code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
const DENIED: Fault = { kind: 'error', code: 'AccessDenied', message: 'not now', status: 403 };
const BROKEN: Fault = { kind: 'error', code: 'InternalFailure', message: 'try again', status: 500 };

/** A fault for the requests that are meant; nothing for the others. */
function when(fault: Fault, meant: (request: FaultSubject) => boolean) {
  return { faults: (request: FaultSubject) => (meant(request) ? fault : undefined) };
}

describe('one account that does not answer (promise 1)', () => {
  test.each([
    {
      name: 'throttles for ever',
      fault: THROTTLED,
      error: 'THROTTLED',
      reason: /ThrottlingException: Rate exceeded/,
    },
    { name: 'is broken for ever', fault: BROKEN, error: 'UNAVAILABLE', reason: /InternalFailure: try again/ },
    {
      name: 'never answers in time',
      fault: { kind: 'slow', milliseconds: 60 * MINUTE } satisfies Fault,
      error: 'TIMED_OUT',
      reason: /timed out/,
    },
  ])('$name: it has a line that says so, and the others are swept', async ({ fault, error, reason }) => {
    const settings = when(fault, ({ account, service }) => account === SHOP && service === 'servicecatalog');

    const { targets, entries, summary } = await sweep(organisation, {}, settings);

    expect(targets.find(({ AccountNo }) => AccountNo === SHOP)).toMatchObject({
      Swept: false,
      Error: error,
      Reason: expect.stringMatching(reason),
    });
    expect(outcomesOf(entries)).toEqual({ invoices: 'UPDATED' });
    expect(summary).toMatchObject({ status: 'COMPLETED', reconciled: true, targets: { failed: 1 } });
  });

  it('for a while only is swept all the same', async () => {
    const settings = when(THROTTLED, ({ account, time }) => account === SHOP && time < START + MINUTE);

    const { entries, summary } = await sweep(organisation, {}, settings);

    expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED', invoices: 'UPDATED' });
    expect(summary).toMatchObject({ status: 'COMPLETED', targets: { failed: 0 } });
  });

  it('when it is to be updated, has the failure in its line, and nothing else suffers', async () => {
    const settings = when(
      DENIED,
      ({ operation, input }) =>
        operation === 'AssumeRole' && /CatalogSweepUpdate/.test(JSON.stringify(input)) && isAbout(input, SHOP),
    );

    const { entries } = await sweep(organisation, {}, settings);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'UPDATE_FAILED',
      RecordId: null,
      Errors: expect.stringMatching(/sts:AssumeRole: AccessDenied: not now/),
    });
    expect(entryOf(entries, 'invoices').Outcome).toBe('UPDATED');
  });
});

function isAbout(input: unknown, account: string): boolean {
  return JSON.stringify(input).includes(account);
}

describe('the hub in trouble', () => {
  const ofHub = (handler: string, operation: string, part: string) => (request: FaultSubject) =>
    request.principalArn.endsWith(`/CatalogSweep${handler}`) &&
    request.operation === operation &&
    String(request.input).includes(part);

  test.each([
    { name: 'cannot write the end of an update', meant: ofHub('LogUpdate', 'PutObject', '/results/') },
    { name: 'cannot close the wave', meant: ofHub('CloseWave', 'PutObject', '/closed/') },
    { name: 'cannot look how far an update is', meant: ofHub('CheckUpdate', 'GetObject', '/sweep.json') },
  ])('$name: every provisioned product has its line all the same', async ({ meant }) => {
    const { entries, summary, targets } = await sweep(organisation, {}, when(DENIED, meant));

    expect(entries).toHaveLength(2);
    expect(targets).toHaveLength(4);
    expect(summary.reconciled).toBe(true);
  });

  it('cannot plan the updates: every provisioned product has its line, and the sweep says that it failed', async () => {
    const meant = ofHub('PlanUpdates', 'PutObject', '/plans/');

    const { entries, summary, apiCalls } = await sweep(organisation, {}, when(DENIED, meant));

    expect(outcomesOf(entries)).toEqual({ orders: 'STOPPED', invoices: 'STOPPED' });
    expect(apiCalls['servicecatalog:UpdateProvisionedProduct']).toBeUndefined();
    expect(summary).toMatchObject({
      status: 'FAILED',
      reason: 's3:PutObject: AccessDenied: not now',
      reconciled: true,
    });
  });
});

describe('an update', () => {
  it('that takes longer than a session is followed with a new one', async () => {
    const slow = anOrganization()
      .withAccount('shop')
      .withProduct('Queue', twoVersions({ updateTakes: 130 }))
      .withProvisionedProduct('orders', 'shop')
      .build();

    const { entries } = await sweep(slow);

    expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED' });
  });

  it('whose function dies in the middle of asking is made once (promise 6)', async () => {
    const settings = when(
      { kind: 'slow', milliseconds: 3 * MINUTE },
      ({ operation, time }) => operation === 'UpdateProvisionedProduct' && time < START + 1000,
    );

    await withPlace(
      organisation,
      async (place, stateDirectory) => {
        const { entries } = await sweepAt(place, stateDirectory);

        const runs = [...realState(place.simulated.store, place.clock.now()).values()];
        expect(runs.map(({ version, operations }) => ({ version, operations }))).toEqual([
          { version: '2.0.0', operations: 2 },
          { version: '2.0.0', operations: 2 },
        ]);
        expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED', invoices: 'UPDATED' });
      },
      settings,
    );
  });

  it('that Service Catalog refuses for a while is asked for again', async () => {
    const settings = when(
      BROKEN,
      ({ operation, account, time }) =>
        operation === 'UpdateProvisionedProduct' && account === BANK && time < START + MINUTE,
    );

    const { entries } = await sweep(organisation, {}, settings);

    expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED', invoices: 'UPDATED' });
  });
});

describe('an abort', () => {
  const settings = { latency: (service: string) => (service === 'servicecatalog' ? 400 : 0) };

  /** Aborts a sweep some time after it did what is meant for the first time. */
  function abortedAfter(milliseconds: number, meant: (progress: SweepProgress) => boolean) {
    return withPlace(
      organisation,
      async (place, stateDirectory) => {
        let aborted: Promise<void> | undefined;
        const swept = await sweepAt(place, stateDirectory, {}, (progress) => {
          if (!meant(progress)) return;
          aborted ??= place.clock.task(async () => {
            await place.clock.sleep(milliseconds);
            await place.abort();
          });
        });
        await aborted;
        return swept;
      },
      settings,
    );
  }

  it('while targets are scanned leaves a line for every one of them, and reconciles', async () => {
    const { summary, targets } = await abortedAfter(1000, ({ targetsPlanned }) => targetsPlanned > 0);

    expect(summary).toMatchObject({ status: 'ABORTED', reconciled: true, targets: { planned: 4 } });
    expect(targets).toHaveLength(4);
    expect(targets.filter(({ Swept }) => !Swept).length).toBeGreaterThan(0);
  });

  it('while updates are under way leaves a line for every provisioned product, and reconciles', async () => {
    const { summary, entries } = await abortedAfter(3 * MINUTE, ({ updatesStarted }) => updatesStarted > 0);

    expect(summary).toMatchObject({ status: 'ABORTED', reconciled: true });
    expect(outcomesOf(entries)).toEqual({ orders: 'STOPPED', invoices: 'STOPPED' });
    expect(entries.map(({ Reason }) => Reason)).toEqual([
      expect.stringMatching(/still going on/),
      expect.stringMatching(/still going on/),
    ]);
  });

  it('before anything was planned says so', async () => {
    await expect(abortedAfter(600, () => true)).rejects.toThrow('it was aborted before it was planned');
  });
});
