import { HANDLER_NAMES } from '@catalog-sweep/core';
import { FAULT_PRESETS, generateOrganisation, parseFaultPlan, type FaultPlan } from '@catalog-sweep/simulated-org';
import { describe, expect, it, jest, test } from '@jest/globals';
import {
  asyncProperty,
  check,
  constant,
  constantFrom,
  dictionary,
  integer,
  record,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import { sweepUnderFaults, type ChaosResult } from '../../scripts/chaos/chaotic-sweep.ts';

jest.setTimeout(300_000);

/** CHAOS_RUNS=500 CHAOS_SEED=42 explores further than the tests of every day. */
const { CHAOS_RUNS = '25', CHAOS_SEED = '1' } = process.env;

/** Requests of which no two meet, with the kinds of faults that fit them. */
const SCOPES = [
  { service: 'servicecatalog', operations: ['SearchProvisionedProducts'] },
  { service: 'servicecatalog', operations: ['DescribeProvisionedProduct'], roles: ['CatalogSweepUpdate'] },
  { service: 'servicecatalog', operations: ['UpdateProvisionedProduct'] },
  { service: 'servicecatalog', operations: ['DescribeRecord'] },
  { service: 'sts', operations: ['AssumeRole'] },
  { service: 'cloudformation' },
  { service: 'organizations' },
  { service: 's3', operations: ['PutObject'] },
  { service: 's3', operations: ['GetObject'] },
  { functions: ['scan-target', 'note-failed-target'] },
  { functions: ['start-update', 'check-update', 'log-update'] },
  { functions: ['plan-sweep', 'plan-updates', 'close-wave', 'finish-sweep'] },
] as const;

const OF_REQUESTS = [
  'throttled',
  'server-error',
  'connection-lost-before',
  'connection-lost-after',
  'slow',
  'denied',
  'credentials-expired',
];
const OF_FUNCTIONS = ['function-throttled', 'function-killed-before', 'function-killed-after', 'function-timed-out'];
const EVENTS = [
  'overtaken',
  'never-ends',
  'fails-after-an-hour',
  'version-deleted',
  'product-deleted',
  'launch-path-removed',
  'account-suspended',
];

const rule = constantFrom(...SCOPES).chain((scope) => {
  const isAboutProducts = 'operations' in scope && /Provisioned/.test(scope.operations[0]);
  const kinds = 'functions' in scope ? OF_FUNCTIONS : [...OF_REQUESTS, ...(isAboutProducts ? EVENTS : [])];
  return record({
    scope: constant(scope),
    // Four kinds at most, so that their shares are no more than all.
    faults: dictionary(constantFrom(...kinds), integer({ min: 1, max: 25 }), { minKeys: 1, maxKeys: 4 }),
  });
});

const plan: Arbitrary<FaultPlan> = uniqueArray(rule, {
  minLength: 1,
  maxLength: 5,
  selector: ({ scope }) => JSON.stringify(scope),
})
  .map((rules) => ({
    rules: rules.map(({ scope, faults }, index) => ({
      name: `rule-${index}`,
      ...scope,
      faults: Object.fromEntries(Object.entries(faults).map(([kind, percent]) => [kind, percent / 100])),
    })),
  }))
  .map((text) => parseFaultPlan(JSON.stringify(text), 'made up', HANDLER_NAMES));

const sweep = record({
  targets: integer({ min: 2, max: 12 }),
  products: integer({ min: 0, max: 10 }),
  seed: integer({ min: 0, max: 100_000 }),
  plan,
});

type Sweep = typeof sweep extends Arbitrary<infer T> ? T : never;

function chaos({ targets, products, seed, plan: faults }: Sweep): Promise<ChaosResult> {
  const regions = [4, 2, 1].find((count) => targets % count === 0) ?? 1;
  const organisation = generateOrganisation({ accounts: targets / regions, regions, products, seed });
  return sweepUnderFaults({ organisation, plan: faults, seed });
}

/** A command that does the same again. */
function replay({ targets, products, seed, plan: faults }: Sweep): string {
  return `pnpm chaos --targets ${targets} --products ${products} --seed ${seed} --faults '${JSON.stringify(faults)}'`;
}

describe('a sweep under faults', () => {
  it('keeps what is promised, whatever the organisation and whatever goes wrong', async () => {
    const found = await check(
      asyncProperty(sweep, async (one) => {
        const { lost, doubled, reconciled, problems } = await chaos(one);
        if (lost > 0 || doubled > 0 || !reconciled || problems.length > 0) {
          throw new Error(`${problems.join('\n')}\nAgain: ${replay(one)}`);
        }
      }),
      { numRuns: Number(CHAOS_RUNS), seed: Number(CHAOS_SEED) },
    );

    // Of a failure the smallest that was found.
    expect(found.errorInstance ?? null).toBeNull();
    expect(found).toMatchObject({ failed: false, numRuns: Number(CHAOS_RUNS) });
  });

  test.each(Object.keys(FAULT_PRESETS))('of the plan %s loses no line and does nothing twice', async (name) => {
    const faults = FAULT_PRESETS[name] ?? { rules: [] };

    const result = await chaos({ targets: 32, products: 10, seed: 1, plan: faults });

    expect(result).toMatchObject({ status: 'COMPLETED', lost: 0, doubled: 0, reconciled: true, problems: [] });
    expect(result.faultsInjected).toBeGreaterThan(name === 'heavy' ? 100 : 10);
  });
});
