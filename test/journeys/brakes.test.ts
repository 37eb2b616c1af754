import type { LogEntry } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { entryOf, outcomesOf, sweep, sweepAt, withPlace } from './a-journey.ts';
import { anOrganization, REGION, twoVersions, type OrganizationBuilder } from './an-organization.ts';

const MINUTE = 60_000;
const SHOP = '500000000003';
const BROKEN = { failures: [{ share: 1, resource: 'Queue', reason: 'no such queue' }] };

/** Four outdated provisioned products, which are updated one after the other, in the order of their ids; an update takes five minutes. */
function fourInARow(behaviour = {}): OrganizationBuilder {
  return anOrganization()
    .withAccount('shop')
    .withProduct('Queue', twoVersions({ updateTakes: 5, ...behaviour }))
    .withProvisionedProducts(4, 'queue', 'shop')
    .withSweep({ concurrency: { updates: 1 } });
}

/** How often each outcome came up. */
function counts(entries: readonly LogEntry[]): Readonly<Record<string, number>> {
  const byOutcome: Record<string, number> = {};
  for (const { Outcome } of entries) byOutcome[Outcome] = (byOutcome[Outcome] ?? 0) + 1;
  return byOutcome;
}

describe('the limit of updates (promise 10)', () => {
  test.each([
    { name: 'of the configuration', settings: { maxUpdates: 3 }, wish: {}, expected: { UPDATED: 3, DEFERRED: 1 } },
    {
      name: 'of the request, instead of it',
      settings: { maxUpdates: 3 },
      wish: { maxUpdates: 1 },
      expected: { UPDATED: 1, DEFERRED: 3 },
    },
    { name: 'of none at all', settings: {}, wish: { maxUpdates: 0 }, expected: { DEFERRED: 4 } },
  ])('$name defers the rest', async ({ settings, wish, expected }) => {
    const { entries, summary } = await sweep(fourInARow().withSweep(settings).build(), wish);

    expect(counts(entries)).toEqual(expected);
    expect(summary.reconciled).toBe(true);
  });

  it('counts over all waves', async () => {
    const organisation = fourInARow()
      .withAccount('bank')
      .withProvisionedProducts(2, 'bank-queue', 'bank')
      .withSweep({ maxUpdates: 5, waves: [{ name: 'shop', accounts: [SHOP] }] })
      .build();

    const { entries } = await sweep(organisation);

    expect(counts(entries)).toEqual({ UPDATED: 5, DEFERRED: 1 });
  });
});

describe('a version that fails', () => {
  const organisation = fourInARow(BROKEN)
    .withProduct('Topic')
    .withProvisionedProduct('topic', 'shop', { product: 'Topic' })
    .withSweep({ stopAfterFailures: 2 })
    .build();
  /** As on AWS, where no two calls share a millisecond: a failure is known before the next update begins. */
  const settings = { latency: () => 20 };

  it('is left alone after some failures, and other versions are not (promise 10)', async () => {
    const { entries, summary } = await sweep(organisation, {}, settings);

    expect(counts(entries)).toEqual({ UPDATE_FAILED: 2, QUARANTINED: 2, UPDATED: 1 });
    expect(entryOf(entries, 'topic').Outcome).toBe('UPDATED');
    expect(summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
  });

  it('has its root cause in the line of each failure', async () => {
    const { entries } = await sweep(organisation, {}, settings);

    const failed = entries.filter(({ Outcome }) => Outcome === 'UPDATE_FAILED');
    expect(failed.map(({ Errors }) => Errors)).toEqual(failed.map(() => expect.stringMatching(/Queue.*no such queue/)));
    expect(failed.map(({ UpdateStatus }) => UpdateStatus)).toEqual(['FAILED', 'FAILED']);
  });
});

describe('a sweep that is stopped', () => {
  it('begins no update any more, and follows what is under way to its end', async () => {
    const swept = await withPlace(fourInARow().build(), (place, stateDirectory) => {
      const stopped = place.clock.task(async () => {
        await place.clock.sleep(MINUTE);
        await place.stop();
      });
      return Promise.all([sweepAt(place, stateDirectory), stopped]).then(([result]) => result);
    });

    expect(counts(swept.entries)).toEqual({ UPDATED: 1, STOPPED: 3 });
    expect(swept.summary).toMatchObject({ status: 'STOPPED', reason: 'somebody asked for it', reconciled: true });
    expect(swept.apiCalls['servicecatalog:UpdateProvisionedProduct']).toBe(1);
  });

  it('begins no further wave, whose targets have a line that says so', async () => {
    const organisation = fourInARow()
      .withAccount('bank')
      .withSweep({ waves: [{ name: 'shop', accounts: [SHOP] }] })
      .build();

    const swept = await withPlace(organisation, (place, stateDirectory) => {
      const stopped = place.clock.task(async () => {
        await place.clock.sleep(MINUTE);
        await place.stop();
      });
      return Promise.all([sweepAt(place, stateDirectory), stopped]).then(([result]) => result);
    });

    const bank = swept.targets.find(({ AccountName }) => AccountName === 'bank');
    expect(bank).toMatchObject({ Swept: false, Wave: 'rest' });
    expect(swept.targets).toHaveLength(swept.summary.targets.planned);
    expect(swept.summary).toMatchObject({ status: 'STOPPED', reconciled: true });
  });
});

describe('a sweep that is aborted', () => {
  it('has a line for everything that was planned all the same, and reconciles', async () => {
    const swept = await withPlace(fourInARow().build(), (place, stateDirectory) => {
      const aborted = place.clock.task(async () => {
        await place.clock.sleep(MINUTE);
        await place.abort();
      });
      return Promise.all([sweepAt(place, stateDirectory), aborted]).then(([result]) => result);
    });

    expect(counts(swept.entries)).toEqual({ STOPPED: 4 });
    expect(swept.entries.filter(({ RecordId }) => RecordId !== null)).toHaveLength(1);
    expect(swept.summary).toMatchObject({ status: 'ABORTED', reconciled: true });
  });
});

describe('the times that updates have', () => {
  it('end one that takes longer than its deadline as UPDATE_TIMED_OUT', async () => {
    const organisation = fourInARow({ stuck: { names: ['queue-02'] } })
      .withSweep({ updateDeadlineMinutes: 30, concurrency: { updates: 4 } })
      .build();

    const { entries } = await sweep(organisation);

    expect(outcomesOf(entries)).toEqual({
      'queue-01': 'UPDATED',
      'queue-02': 'UPDATE_TIMED_OUT',
      'queue-03': 'UPDATED',
      'queue-04': 'UPDATED',
    });
    expect(entryOf(entries, 'queue-02').Reason).toMatch(/not finished after 30 minutes/);
  });

  it('let none begin when the window of the sweep is over', async () => {
    const { entries, summary } = await sweep(fourInARow().withSweep({ updateWindowMinutes: 8 }).build());

    expect(counts(entries)).toEqual({ UPDATED: 2, STOPPED: 2 });
    expect(entries.filter(({ Outcome }) => Outcome === 'STOPPED').map(({ Reason }) => Reason)).toEqual([
      expect.stringMatching(/window for updates, 8 minutes, was over/),
      expect.stringMatching(/window for updates, 8 minutes, was over/),
    ]);
    expect(summary.reconciled).toBe(true);
  });
});

describe('a hold', () => {
  const unit = { id: 'ou-ab12-held0001' };
  const held = anOrganization()
    .withOrganizationalUnit('Frozen', unit)
    .withAccount('shop')
    .withAccount('bank', { organizationalUnit: 'Frozen' })
    .withProduct('Queue')
    .withProvisionedProduct('orders', 'shop')
    .withProvisionedProduct('invoices', 'bank');

  test.each([
    { name: 'on a provisioned product', hold: { provisionedProduct: 'orders' }, expected: ['orders'] },
    { name: 'on a product', hold: { product: 'Queue' }, expected: ['invoices', 'orders'] },
    { name: 'on an account', hold: { account: SHOP }, expected: ['orders'] },
    { name: 'on an OU', hold: { organizationalUnit: unit.id }, expected: ['invoices'] },
    { name: 'whose fields do not all match', hold: { account: SHOP, provisionedProduct: 'invoices' }, expected: [] },
  ])('$name keeps what it covers as it is (promise 7)', async ({ hold, expected }) => {
    const organisation = held.withSweep({ holds: [{ ...hold, reason: 'the books are open' }] }).build();

    const { entries } = await sweep(organisation);

    const optedOut = entries.filter(({ Outcome }) => Outcome === 'OPTED_OUT');
    expect(optedOut.map((entry) => entry.ProvisionedProductName).toSorted()).toEqual(expected);
    expect(optedOut.map(({ Reason }) => Reason)).toEqual(
      expected.map(() => expect.stringMatching(/the books are open/)),
    );
    expect(counts(entries)['UPDATED'] ?? 0).toBe(2 - expected.length);
  });

  it('of its owner, a tag, keeps a provisioned product as it is (promise 7)', async () => {
    const organisation = held.withProvisionedProduct('stock', 'shop', { tags: { 'catalog-sweep': 'hold' } }).build();

    const { entries } = await sweep(organisation);

    expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED', invoices: 'UPDATED', stock: 'OPTED_OUT' });
  });
});

describe('opt-in (promise 7)', () => {
  const base = anOrganization().withAccount('shop').withProduct('Queue').withProvisionedProduct('orders', 'shop');
  const inHub = base.withTagOption({ products: ['Queue'] });
  const inSpoke = base.withTagOption({ accounts: ['shop'], products: ['Queue'] });
  const nowhere = base.withTagOption({});

  test.each([
    { name: 'shared from the hub', organization: inHub, optIn: ['shared'], outcome: 'UPDATED', by: 'shared' },
    {
      name: 'on the product in the hub, not shared',
      organization: inHub.withoutSharedTagOptions(),
      optIn: ['spoke', 'shared'],
      outcome: 'NOT_OPTED_IN',
      by: null,
    },
    {
      name: 'on the product in the hub, not shared, when the hub may speak for all',
      organization: inHub.withoutSharedTagOptions(),
      optIn: ['hub'],
      outcome: 'UPDATED',
      by: 'hub',
    },
    { name: 'on the product in the spoke', organization: inSpoke, optIn: ['spoke'], outcome: 'UPDATED', by: 'spoke' },
    {
      name: 'on the product in the spoke, when only shares count',
      organization: inSpoke,
      optIn: ['shared'],
      outcome: 'NOT_OPTED_IN',
      by: null,
    },
    { name: 'on nothing', organization: nowhere, optIn: ['spoke', 'shared', 'hub'], outcome: 'NOT_OPTED_IN', by: null },
  ])('$name: $outcome', async ({ organization, optIn, outcome, by }) => {
    const { entries } = await sweep(organization.withSweep({ optIn }).build());

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: outcome,
      OptedInBy: by,
      Outdated: true,
      AutoUpdateProvisionedProduct: by === null ? 'false' : 'true',
    });
  });

  it('is not looked at where it is inactive', async () => {
    const { entries } = await sweep(base.withTagOption({ products: ['Queue'], active: false }).build());

    expect(entryOf(entries, 'orders').Outcome).toBe('NOT_OPTED_IN');
  });
});

describe('waves', () => {
  it('come one after the other, in the order of the configuration', async () => {
    const organisation = anOrganization()
      .withAccount('shop')
      .withAccount('bank')
      .withProduct('Queue', twoVersions({ updateTakes: 5 }))
      .withProvisionedProduct('orders', 'shop')
      .withProvisionedProduct('invoices', 'bank')
      .withProvisionedProduct('tools', 'hub')
      .withSweep({
        waves: [
          { name: 'second', accounts: ['500000000004'] },
          { name: 'first', accounts: [SHOP] },
        ],
      })
      .build();

    const { entries, targets } = await sweep(organisation);

    const inOrder = ['invoices', 'orders', 'tools'].map((name) => entryOf(entries, name));
    expect(inOrder.map(({ Wave, Outcome }) => `${Wave} ${Outcome}`)).toEqual([
      'second UPDATED',
      'first UPDATED',
      'rest UPDATED',
    ]);
    const times = inOrder.flatMap(({ ScannedTime, UpdateTimestamp }) => [ScannedTime, UpdateTimestamp ?? '']);
    expect(times).toEqual(times.toSorted());
    expect(targets.map(({ Region }) => Region)).toEqual(targets.map(() => REGION));
  });
});
