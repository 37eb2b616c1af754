import { FaultInjector, parseFaultPlan, type FaultKind } from '@catalog-sweep/simulated-org';
import type { Outcome } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { entryOf, outcomesOf, sweepAt, withPlace, type Swept } from '../journeys/a-journey.ts';
import { anOrganization, twoVersions } from '../journeys/an-organization.ts';

const organisation = anOrganization()
  .withAccount('shop')
  .withAccount('bank')
  .withProduct('Queue', twoVersions({ updateTakes: 5 }))
  .withProvisionedProduct('orders', 'shop')
  .withProvisionedProduct('invoices', 'bank')
  .build();

const SHOP = '500000000003';

/** Sweeps under one rule. */
async function under(rule: Readonly<Record<string, unknown>>): Promise<Swept & { injector: FaultInjector }> {
  const text = JSON.stringify({ rules: [{ name: 'the-rule', ...rule }] });
  const injector = new FaultInjector(parseFaultPlan(text, 'plan', FUNCTIONS), 1);
  const { faults, functionFaults } = injector;
  const swept = await withPlace(organisation, (place, folder) => sweepAt(place, folder), { faults, functionFaults });
  return { ...swept, injector };
}

const FUNCTIONS = ['scan-target', 'start-update', 'check-update', 'log-update', 'plan-updates', 'close-wave'];

const UPDATE = { service: 'servicecatalog', operations: ['UpdateProvisionedProduct'], accounts: [SHOP] };
const LOOK = {
  service: 'servicecatalog',
  operations: ['DescribeProvisionedProduct'],
  roles: ['CatalogSweepUpdate'],
  accounts: [SHOP],
};

describe('what others do while the organisation is swept', () => {
  test.each<{ kind: FaultKind; at: object; outcome: Outcome; reason: RegExp }>([
    {
      kind: 'product-deleted',
      at: LOOK,
      outcome: 'UPDATE_FAILED',
      reason: /ResourceNotFoundException: Product \S+ not found/,
    },
    {
      kind: 'version-deleted',
      at: UPDATE,
      outcome: 'UPDATE_FAILED',
      reason: /Provisioning artifact \S+ of product \S+ not found/,
    },
    { kind: 'portfolio-deleted', at: UPDATE, outcome: 'UPDATE_FAILED', reason: /Product \S+ not found/ },
    { kind: 'launch-path-removed', at: UPDATE, outcome: 'UPDATE_FAILED', reason: /Product \S+ not found/ },
    {
      kind: 'overtaken',
      at: LOOK,
      outcome: 'UNDER_CHANGE',
      reason: /changed after the scan: UPDATE_PROVISIONED_PRODUCT/,
    },
    {
      kind: 'overtaken',
      at: UPDATE,
      outcome: 'UNDER_CHANGE',
      reason: /changed after the scan: UPDATE_PROVISIONED_PRODUCT/,
    },
    { kind: 'never-ends', at: UPDATE, outcome: 'UPDATE_TIMED_OUT', reason: /not finished after 180 minutes/ },
    { kind: 'fails-after-an-hour', at: UPDATE, outcome: 'UPDATE_FAILED', reason: /failed to update: \[Main\]/ },
  ])('$kind costs an update, and is told', async ({ kind, at, outcome, reason }) => {
    const { entries, summary, injector } = await under({ ...at, faults: { [kind]: 1 } });

    expect(injector.counts()).toEqual({ [kind]: 1 });
    expect(entryOf(entries, 'orders')).toMatchObject({ Outcome: outcome, Reason: expect.stringMatching(reason) });
    expect(summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
  });

  it('an account that is suspended is a failed target with its reason', async () => {
    const { targets, entries } = await under({
      service: 'servicecatalog',
      accounts: [SHOP],
      faults: { 'account-suspended': 1 },
    });

    expect(targets.find(({ AccountNo }) => AccountNo === SHOP)).toMatchObject({
      Swept: false,
      Reason: expect.stringMatching(/no longer active: .*UnrecognizedClientException/),
    });
    expect(outcomesOf(entries)).toEqual({ invoices: 'UPDATED' });
  });
});

/** These are not called in the first minute. */
const LATE = new Set(['check-update', 'log-update', 'close-wave']);

describe('a function', () => {
  test.each<{ kind: FaultKind; name: string }>([
    { kind: 'function-killed-before', name: 'scan-target' },
    { kind: 'function-killed-after', name: 'scan-target' },
    { kind: 'function-killed-after', name: 'start-update' },
    { kind: 'function-timed-out', name: 'start-update' },
    { kind: 'function-throttled', name: 'check-update' },
    { kind: 'function-killed-after', name: 'log-update' },
    { kind: 'function-killed-after', name: 'plan-updates' },
    { kind: 'function-timed-out', name: 'close-wave' },
  ])('$name that meets $kind is called again, and nothing is done twice', async ({ kind, name }) => {
    const { entries, targets, summary, injector, apiCalls } = await under({
      functions: [name],
      until: LATE.has(name) ? 30 : 1,
      faults: { [kind]: LATE.has(name) ? 0.6 : 1 },
    });

    expect(injector.counts()[kind]).toBeGreaterThan(0);
    expect(outcomesOf(entries)).toEqual({ orders: 'UPDATED', invoices: 'UPDATED' });
    expect(targets).toHaveLength(4);
    expect(apiCalls['servicecatalog:UpdateProvisionedProduct']).toBe(2);
    expect(summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
  });

  it('that is killed each time fails its target with the reason', async () => {
    const { targets, summary } = await under({ functions: ['scan-target'], faults: { 'function-killed-before': 1 } });

    expect(targets.every(({ Swept, Reason }) => !Swept && Reason?.includes('signal: killed (fault the-rule)'))).toBe(
      true,
    );
    expect(summary.reconciled).toBe(true);
  });
});
