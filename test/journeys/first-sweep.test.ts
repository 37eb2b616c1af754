import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OUTCOMES, type Outcome } from '@catalog-sweep/core';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { exampleOrganisation, outcomesOf, sweep, type Swept } from './a-journey.ts';

const EXAMPLES = ['organisation.yaml', 'troubles.yaml'] as const;

/** What the comment at the top of an example promises: names of provisioned products with their outcomes. */
function promisedBy(example: string): readonly { readonly name: string; readonly outcome: string }[] {
  const text = readFileSync(fileURLToPath(new URL(`../../examples/${example}`, import.meta.url)), 'utf8');
  const known = exampleOrganisation(example).provisionedProducts.map(({ name }) => name);
  return [...text.matchAll(/^# {3}([A-Z_]+) +(.+)$/gm)].flatMap(([, outcome = '', row = '']) =>
    row
      .split(/[^a-z0-9-]+/)
      .filter((word) => known.includes(word))
      .map((name) => ({ name, outcome })),
  );
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

describe('a first sweep of an example', () => {
  const swept: Record<string, Swept> = {};
  let report: Swept;
  beforeAll(async () => {
    for (const example of EXAMPLES) swept[example] = await sweep(exampleOrganisation(example));
    report = await sweep(exampleOrganisation('organisation.yaml'), { mode: 'report' });
  });

  function of(example: string): Swept {
    const one = swept[example];
    if (one === undefined) throw new Error(`${example} was not swept`);
    return one;
  }

  test.each(EXAMPLES)(
    '%s reconciles: targets, provisioned products and lines are as many as were planned',
    (example) => {
      const { summary, entries, targets } = of(example);

      expect(summary).toMatchObject({ status: 'COMPLETED', reconciled: true, problems: [] });
      expect(summary.targets.planned).toBe(summary.targets.swept + summary.targets.failed);
      expect(targets).toHaveLength(summary.targets.planned);
      expect(sum(summary.products.byOutcome)).toBe(summary.products.scanned);
      expect(summary.log.entries).toBe(summary.products.scanned);
      expect(entries).toHaveLength(summary.products.scanned);
      expect(new Set(entries.map(({ ProvisionedProductId }) => ProvisionedProductId)).size).toBe(entries.length);
    },
  );

  test.each(EXAMPLES)('%s has the outcomes that its comment promises', (example) => {
    const promised = promisedBy(example);

    const outcomes = outcomesOf(of(example).entries);

    expect(promised.length).toBeGreaterThan(10);
    expect(promised.map(({ name }) => ({ name, outcome: outcomes[name] }))).toEqual(promised);
  });

  it('meets every outcome between the examples and the modes', () => {
    const sweeps = [...EXAMPLES.map(of), report];

    const met = new Set<Outcome>(sweeps.flatMap(({ entries }) => entries.map(({ Outcome }) => Outcome)));

    expect(OUTCOMES.filter((outcome) => !met.has(outcome))).toEqual([]);
  });

  test.each([
    {
      name: 'an account that is suspended',
      example: 'organisation.yaml',
      account: 'campaign-2024',
      region: 'eu-west-1',
      error: 'ACCOUNT_NOT_ACTIVE',
      reason: /SUSPENDED/,
    },
    {
      name: 'an account without the roles',
      example: 'organisation.yaml',
      account: 'acquired-parcel',
      region: 'eu-west-1',
      error: 'ROLE_NOT_ASSUMABLE',
      reason: /CatalogSweepRead/,
    },
    {
      name: 'a Region that is not enabled',
      example: 'organisation.yaml',
      account: 'logistics-prod',
      region: 'eu-central-2',
      error: 'REGION_NOT_ENABLED',
      reason: /Region is not enabled/,
    },
    {
      name: 'roles that trust another hub',
      example: 'troubles.yaml',
      account: 'store-oslo',
      region: 'eu-west-1',
      error: 'ROLE_NOT_ASSUMABLE',
      reason: /not authorized to perform: sts:AssumeRole/,
    },
  ])('has one line of $name, with the real reason (promise 1)', ({ example, account, region, error, reason }) => {
    const lines = of(example).targets.filter((line) => line.AccountName === account && line.Region === region);

    expect(lines).toEqual([
      expect.objectContaining({ Swept: false, Error: error, Reason: expect.stringMatching(reason), Scanned: 0 }),
    ]);
  });
});
