import { UsageError } from '@catalog-sweep/core';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { filesBelow, sweep, sweepAt, temporaryFolder, withPlace, type Wish } from './a-journey.ts';
import { anOrganization, HUB, MANAGEMENT } from './an-organization.ts';

const SHOP = '500000000003';
const BANK = '500000000004';

const organisation = anOrganization()
  .withRegions('eu-west-1', 'us-east-1')
  .withOrganizationalUnit('Workloads')
  .withOrganizationalUnit('Workloads/Production')
  .withAccount('shop', { organizationalUnit: 'Workloads/Production' })
  .withAccount('bank', { organizationalUnit: 'Workloads' })
  .withProduct('Queue')
  .withProduct('Topic')
  .withProvisionedProduct('shop-queue', 'shop')
  .withProvisionedProduct('shop-topic', 'shop', { product: 'Topic', region: 'us-east-1' })
  .withProvisionedProduct('bank-queue', 'bank')
  .withProvisionedProduct('hub-topic', 'hub', { product: 'Topic' })
  .build();

describe('a sweep that is narrowed', () => {
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const { entries } = await sweep(organisation, { mode: 'report' });
    ids = Object.fromEntries(entries.map((entry) => [entry.ProvisionedProductName, entry.ProvisionedProductId]));
  });

  const everything = [
    `${MANAGEMENT} eu-west-1`,
    `${MANAGEMENT} us-east-1`,
    `${HUB} eu-west-1`,
    `${HUB} us-east-1`,
    `${SHOP} eu-west-1`,
    `${SHOP} us-east-1`,
    `${BANK} eu-west-1`,
    `${BANK} us-east-1`,
  ];
  const cases: { name: string; wish: Wish; targets: readonly string[]; products: readonly string[] }[] = [
    {
      name: 'to an account',
      wish: { accounts: [SHOP] },
      targets: [`${SHOP} eu-west-1`, `${SHOP} us-east-1`],
      products: ['shop-queue', 'shop-topic'],
    },
    {
      name: 'to an OU, with the OUs below it',
      wish: { organizationalUnits: ['Workloads'] },
      targets: [`${SHOP} eu-west-1`, `${SHOP} us-east-1`, `${BANK} eu-west-1`, `${BANK} us-east-1`],
      products: ['bank-queue', 'shop-queue', 'shop-topic'],
    },
    {
      name: 'to an OU by its path and a Region',
      wish: { organizationalUnits: ['Workloads/Production'], regions: ['us-east-1'] },
      targets: [`${SHOP} us-east-1`],
      products: ['shop-topic'],
    },
    {
      name: 'to a Region',
      wish: { regions: ['us-east-1'] },
      targets: everything.filter((target) => target.endsWith('us-east-1')),
      products: ['shop-topic'],
    },
    { name: 'to a product', wish: { products: ['Topic'] }, targets: everything, products: ['hub-topic', 'shop-topic'] },
    {
      name: 'to a provisioned product by its name',
      wish: { provisionedProducts: ['bank-queue'] },
      targets: everything,
      products: ['bank-queue'],
    },
  ];

  test.each(cases)('$name sweeps that, and nothing else', async ({ wish, targets, products }) => {
    const swept = await sweep(organisation, { mode: 'report', ...wish });

    expect(swept.targets.map(({ AccountNo, Region }) => `${AccountNo} ${Region}`)).toEqual(targets);
    expect(swept.entries.map((entry) => entry.ProvisionedProductName).toSorted()).toEqual(products);
    expect(swept.summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
  });

  it('to a provisioned product by its id sweeps that alone', async () => {
    const swept = await sweep(organisation, { provisionedProducts: [ids['shop-topic'] ?? ''] });

    expect(swept.entries.map((entry) => entry.ProvisionedProductName)).toEqual(['shop-topic']);
    expect(swept.summary.updates.map(({ name, outcome }) => ({ name, outcome }))).toEqual([
      { name: 'shop-topic', outcome: 'UPDATED' },
    ]);
  });

  test.each([
    { name: 'an account', wish: { accounts: ['500000000007'] }, problem: /no account 500000000007 .*500000000003/ },
    {
      name: 'an OU',
      wish: { organizationalUnits: ['Workloads/Prodcution'] },
      problem: /no organizational unit Workloads\/Prodcution.*Workloads\/Production/,
    },
    { name: 'a Region', wish: { regions: ['us-east-2'] }, problem: /Region us-east-2 is not among .*us-east-1/ },
    { name: 'a product', wish: { products: ['Queeu'] }, problem: /no product Queeu .*Queue/ },
  ])('to $name that does not exist is refused with what is close, and writes nothing', async ({ wish, problem }) => {
    const stateDirectory = temporaryFolder();

    const refusal = await withPlace(
      organisation,
      (place) => sweepAt(place, stateDirectory, wish).catch((error: unknown) => error),
      { stateDirectory },
    );

    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toMatch(problem);
    expect(filesBelow(join(stateDirectory, 'buckets'))).toEqual([]);
  });

  it('tells of all that does not exist at once', async () => {
    const refusal = await sweep(organisation, { accounts: ['500000000007'], regions: ['us-east-2'] }).catch(
      (error: unknown) => error,
    );

    expect((refusal as UsageError).message).toMatch(/500000000007[\s\S]*us-east-2/);
  });
});
