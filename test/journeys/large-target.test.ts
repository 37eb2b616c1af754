import { generateOrganisation } from '@catalog-sweep/simulated-org';
import { describe, expect, it } from '@jest/globals';
import { sweep, type Swept } from './a-journey.ts';

const PRODUCTS = 3000;
const SECOND = 1000;
/** Calls that take two seconds, so that a scan of them all takes longer than its function may. */
const CALL = 2 * SECOND;
const FUNCTION_TIMEOUT = 900 * SECOND;

function timesOf({ entries }: Swept): readonly number[] {
  return entries.map(({ ScannedTime }) => Date.parse(`${ScannedTime.replace(' ', 'T')}Z`));
}

describe('a target with 3,000 provisioned products', () => {
  it('is scanned by as many calls of the function as it takes, with one line for each', async () => {
    const organisation = generateOrganisation({ accounts: 1, regions: 1, products: PRODUCTS, seed: 7 });
    let scans = 0;

    const swept = await sweep(
      organisation,
      { mode: 'report' },
      {
        pageLimit: 100,
        emptyPages: false,
        latency: (service) => (service === 'servicecatalog' || service === 'cloudformation' ? CALL : 0),
        faults: ({ operation, input }) => {
          // Each call of the function reads the catalogue once.
          if (operation === 'GetObject' && String(input).includes('/catalogue/')) scans += 1;
          return undefined;
        },
      },
    );

    const times = timesOf(swept);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(FUNCTION_TIMEOUT);
    expect(scans).toBeGreaterThan(1);
    expect(swept.summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
    expect(new Set(swept.entries.map((entry) => entry.ProvisionedProductId)).size).toBe(PRODUCTS);
    expect(swept.entries).toHaveLength(PRODUCTS);
    expect(swept.targets).toEqual([expect.objectContaining({ Swept: true, Scanned: PRODUCTS })]);
  });
});
