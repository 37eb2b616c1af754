import { describe, expect, it, test } from '@jest/globals';
import { stringify } from 'yaml';
import { generateOrganisation } from '../../../packages/simulated-org/src/organisation/generate-organisation.ts';
import { parseOrganisation } from '../../../packages/simulated-org/src/organisation/read-organisation.ts';

describe('a generated organisation', () => {
  const size = { accounts: 100, regions: 2, products: 10, seed: 7 };

  it('is the same for the same size and seed', () => {
    const twice = [generateOrganisation(size), generateOrganisation(size)];

    expect(twice[0]).toEqual(twice[1]);
  });

  it('is another for another seed', () => {
    const organisation = generateOrganisation({ ...size, seed: 8 });

    expect(organisation).not.toEqual(generateOrganisation(size));
  });

  it('is one that the reader takes as it is', () => {
    const organisation = generateOrganisation({ ...size, accounts: 5 });

    const read = parseOrganisation(stringify(organisation), 'generated.yaml');

    expect(read).toEqual(organisation);
  });

  test.each([
    { name: 'one account that is management and hub', accounts: 1, regions: 1, products: 1 },
    { name: 'accounts without provisioned products', accounts: 3, regions: 2, products: 0 },
    { name: 'as many provisioned products per target as asked for', accounts: 7, regions: 3, products: 4 },
  ])('has $name', ({ accounts, regions, products }) => {
    const organisation = generateOrganisation({ accounts, regions, products, seed: 1 });

    expect(organisation.accounts).toHaveLength(accounts);
    expect(organisation.regions).toHaveLength(regions);
    expect(organisation.provisionedProducts).toHaveLength(accounts * regions * products);
  });

  it('has about one in ten provisioned products behind and opted in', () => {
    const { provisionedProducts, tagOptions } = generateOrganisation(size);
    const optedIn = new Set(tagOptions[0]?.products);

    const due = provisionedProducts.filter(({ product, version }) => optedIn.has(product) && version !== '2.0.0');

    expect(due.length / provisionedProducts.length).toBeGreaterThan(0.07);
    expect(due.length / provisionedProducts.length).toBeLessThan(0.13);
  });
});
