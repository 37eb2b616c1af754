import { describe, expect, it, test } from '@jest/globals';
import { pack } from '../../packages/dashboard/src/data/pack.ts';
import { unpack } from '../../packages/dashboard/src/data/unpack.ts';
import { generatedPageData, LARGE } from '../../scripts/bench/generated-page-data.ts';
import { aDashboard, aProduct, HOSTILE } from './a-dashboard.ts';

describe('the packed data', () => {
  it('is what was packed', async () => {
    const data = aDashboard({ warnings: ['2 lines are damaged'] });

    expect(await unpack(pack(data))).toEqual(data);
  });

  it('keeps null, false and the empty text apart', async () => {
    const data = aDashboard({ products: [aProduct({ daysBehind: null, optedIn: false, reason: '' })] });

    const [product] = (await unpack(pack(data))).products;

    expect(product).toMatchObject({ daysBehind: null, optedIn: false, reason: '' });
  });

  it('may be of nothing at all', async () => {
    const data = aDashboard({ products: [], targets: [], sweeps: [], history: [], lag: [] });

    expect(await unpack(pack(data))).toEqual(data);
  });

  test.each(HOSTILE.map((text) => ({ name: JSON.stringify(text), text })))('holds $name as it is', async ({ text }) => {
    // Once alone, and once in a column that is worth a list of its values.
    const products = [text, text, text, 'other'].map((name, index) => aProduct({ name, reason: `${text}${index}` }));

    const packed = pack(aDashboard({ products }));

    expect(packed).toMatch(/^[A-Za-z0-9+/=]*$/);
    expect((await unpack(packed)).products).toEqual(products);
  });

  it('is small: 40,000 provisioned products and a year of sweeps in 2 MB', () => {
    const data = generatedPageData(LARGE);

    const packed = pack(data);

    expect(data.products).toHaveLength(40_000);
    expect(packed.length).toBeLessThan(2_000_000);
  });
});
