import { describe, expect, it, test } from '@jest/globals';
import { checkProducts } from '../../../packages/core/src/decisions/check-products.ts';
import { aCatalogueProduct } from '../catalogue-builders.ts';

const ireland = { region: 'eu-west-1', products: [aCatalogueProduct()], failure: null, tagOptionsMigrated: true };
const sweden = {
  region: 'eu-north-1',
  products: [aCatalogueProduct({ id: 'prod-net', name: 'Network' })],
  failure: null,
  tagOptionsMigrated: true,
};

describe('products that a request names', () => {
  test.each(['prod-mysql', 'MySQL-RDS', 'Network'])('are found by id or name, in any Region: %s', (name) => {
    const act = () => checkProducts([name], [ireland, sweden]);

    expect(act).not.toThrow();
  });

  it('are an error when the hub has them in no Region, all at once and with what is close', () => {
    const act = () => checkProducts(['MySQL-RDX', 'zzzzzzzzzzzz'], [ireland, sweden]);

    expect(act).toThrow(
      "no product MySQL-RDX in the hub's catalogue; close: MySQL-RDS\nno product zzzzzzzzzzzz in the hub's catalogue",
    );
  });

  it('are left to the scans where a catalogue could not be read', () => {
    const act = () => checkProducts(['Unknown'], [ireland, { ...sweden, failure: 'AccessDenied' }]);

    expect(act).not.toThrow();
  });
});
