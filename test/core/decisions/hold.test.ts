import { describe, expect, it, test } from '@jest/globals';
import { holdOf, type HoldSubject } from '../../../packages/core/src/decisions/hold.ts';

const subject: HoldSubject = {
  provisionedProduct: { id: 'pp-1', name: 'orders-db' },
  product: { id: 'prod-mysql', name: 'MySQL-RDS' },
  account: '111122223333',
  organizationalUnitIds: ['r-ab12', 'ou-ab12-11111111'],
  tags: [],
};

describe('promise 7: a hold', () => {
  test.each([
    { name: 'the provisioned product by id', hold: { provisionedProduct: 'pp-1' }, held: true },
    { name: 'the provisioned product by name', hold: { provisionedProduct: 'orders-db' }, held: true },
    { name: 'another provisioned product', hold: { provisionedProduct: 'pp-2' }, held: false },
    { name: 'the product by id', hold: { product: 'prod-mysql' }, held: true },
    { name: 'the product by name', hold: { product: 'MySQL-RDS' }, held: true },
    { name: 'the account', hold: { account: '111122223333' }, held: true },
    { name: 'another account', hold: { account: '444455556666' }, held: false },
    { name: 'an OU above the account', hold: { organizationalUnit: 'r-ab12' }, held: true },
    { name: 'another OU', hold: { organizationalUnit: 'ou-ab12-22222222' }, held: false },
    { name: 'product and account together', hold: { product: 'MySQL-RDS', account: '111122223333' }, held: true },
    { name: 'the product in another account', hold: { product: 'MySQL-RDS', account: '444455556666' }, held: false },
  ])('of $name in the configuration: $held', ({ hold, held }) => {
    const reason = holdOf(subject, [hold]);

    expect(reason !== undefined).toBe(held);
  });

  test.each([
    { name: 'the tag catalog-sweep = hold holds', tag: { key: 'catalog-sweep', value: 'hold' }, held: true },
    { name: 'another value does not', tag: { key: 'catalog-sweep', value: 'go' }, held: false },
    {
      name: 'the opt-in key with false does not',
      tag: { key: 'AutoUpdateProvisionedProduct', value: 'false' },
      held: false,
    },
  ])('by tag: $name', ({ tag, held }) => {
    const reason = holdOf({ ...subject, tags: [tag] }, []);

    expect(reason !== undefined).toBe(held);
  });

  it('says the reason that the configuration gives', () => {
    const reason = holdOf(subject, [
      { account: '444455556666' },
      { product: 'MySQL-RDS', reason: 'frozen until January' },
    ]);

    expect(reason).toBe('a hold of the configuration covers it: frozen until January');
  });
});
