import { describe, expect, it, test } from '@jest/globals';
import { backlogByProduct, backlogByUnit, backlogByVersion } from '../../packages/dashboard/page/numbers/backlog.ts';
import { causesOf } from '../../packages/dashboard/page/numbers/causes.ts';
import { choicesOf } from '../../packages/dashboard/page/numbers/choices.ts';
import { consoleLink } from '../../packages/dashboard/page/numbers/console-link.ts';
import { fromHash, NO_FILTERS, toHash, toggled } from '../../packages/dashboard/page/numbers/filters.ts';
import { percent, signed } from '../../packages/dashboard/page/numbers/format.ts';
import { selectionOf } from '../../packages/dashboard/page/numbers/selection.ts';
import { sorted } from '../../packages/dashboard/page/numbers/sorting.ts';
import { countStates, shareOf } from '../../packages/dashboard/page/numbers/states.ts';
import {
  changeOf,
  historyChanges,
  lagLines,
  trendIgnores,
  trendOf,
} from '../../packages/dashboard/page/numbers/trend.ts';
import { unsweptOf } from '../../packages/dashboard/page/numbers/unswept.ts';
import { aDashboard, aProduct, aSweep, aTarget, HOSTILE } from './a-dashboard.ts';

const data = aDashboard();
const trendBy = (filters = NO_FILTERS) => trendOf({ sweeps: data.sweeps, changes: historyChanges(data) }, filters);

describe('the filters', () => {
  it('stand in the URL, whatever they hold', () => {
    const filters = {
      ...NO_FILTERS,
      ou: HOSTILE.map((text) => text.toWellFormed()),
      state: ['FAILED'],
      text: 'a&b=c #',
    };

    expect(fromHash(`#${toHash(filters)}`)).toEqual(filters);
  });

  it('pass over what a URL holds beside them', () => {
    expect(fromHash('#ou=A&ou=A&nonsense=1&%')).toEqual({ ...NO_FILTERS, ou: ['A'] });
  });

  it('lose a value that is chosen twice', () => {
    expect(toggled(toggled([], 'A'), 'A')).toEqual([]);
  });

  test.each([
    { name: 'an OU', filters: { ou: ['Sandbox'] }, products: ['bucket-1', 'vpc-2', 'vpc-3'], accounts: 2 },
    {
      name: 'two accounts',
      filters: { account: ['111111111111', '222222222222'] },
      products: ['vpc-1', 'bucket-1', 'vpc-2'],
      accounts: 2,
    },
    { name: 'a Region without any', filters: { region: ['us-east-1'] }, products: [], accounts: 0 },
    { name: 'a product', filters: { product: ['prod-bucket'] }, products: ['bucket-1'], accounts: 1 },
    { name: 'a state in an OU', filters: { ou: ['Sandbox'], state: ['FAILED'] }, products: ['vpc-2'], accounts: 1 },
    { name: 'an owner that is nobody', filters: { owner: ['nobody'] }, products: [], accounts: 0 },
    { name: 'a text in any case', filters: { text: ' ALREADY exists ' }, products: ['vpc-2'], accounts: 1 },
    { name: 'a text of a target', filters: { text: 'ROLE_NOT_ASSUMABLE' }, products: [], accounts: 1 },
  ])('narrow provisioned products and targets by $name', ({ filters, products, accounts }) => {
    const selection = selectionOf(data, { ...NO_FILTERS, ...filters });

    expect(selection.products.map(({ name }) => name)).toEqual(products);
    expect(selection.targets).toHaveLength(accounts);
  });

  it('offer every value there is, by name', () => {
    const choices = choicesOf(data);

    expect(choices.account.map(({ label }) => label)).toEqual(['closed', 'orders-dev', 'payments-prod']);
    expect(choices.product).toContainEqual({ value: 'prod-vpc', label: 'VPC baseline', description: 'prod-vpc' });
  });
});

describe('the states', () => {
  it('are counted', () => {
    expect(countStates(data.products)).toEqual({
      CURRENT: 1,
      OUTDATED: 1,
      FAILED: 1,
      UNREACHABLE: 1,
      UNKNOWN: 0,
      total: 4,
    });
  });

  it('have no share of nothing', () => {
    expect(shareOf(0, 0)).toBeUndefined();
  });
});

describe('the trend', () => {
  it('adds up what changed with each whole sweep', () => {
    expect(trendBy().map(({ total, current, failed }) => ({ total, current, failed }))).toEqual([
      { total: 4, current: 2, failed: 0 },
      { total: 4, current: 2, failed: 1 },
    ]);
  });

  it('tells what changed between the two newest', () => {
    expect(changeOf(trendBy({ ...NO_FILTERS, account: ['111111111111'] }))).toEqual({
      since: '2026-11-06 22:00:00.000',
      currentPoints: 100,
      current: 1,
      behind: -1,
      failed: 0,
    });
  });

  it('follows the OU that an account is in', () => {
    expect(trendBy({ ...NO_FILTERS, ou: ['Sandbox'] }).at(-1)).toMatchObject({ total: 3, current: 1, failed: 1 });
  });

  it('has no change before there are two whole sweeps', () => {
    const sweeps = [aSweep({ sweepId: '20261106T220000Z-00000001', whole: false }), aSweep()];

    expect(changeOf(trendOf({ sweeps, changes: historyChanges(data) }, NO_FILTERS))).toBeUndefined();
  });

  it('says which filters it cannot follow', () => {
    expect(trendIgnores({ ...NO_FILTERS, ou: ['A'], state: ['FAILED'], text: 'x' })).toEqual(['state', 'text']);
  });

  it('has a line of the lag objective for each number of days', () => {
    const [line] = lagLines(data);

    expect(line?.maxDays).toBe(30);
    expect(line?.points.map(({ started, within }) => [started.slice(0, 10), within])).toEqual([
      ['2026-11-06', 3],
      ['2026-11-13', 4],
    ]);
  });
});

describe('the backlog', () => {
  it('has the OU first in which most is behind', () => {
    expect(backlogByUnit(data.products)).toMatchObject([
      { id: 'Sandbox', behind: 2, oldestDays: 30, counts: { total: 3, UNREACHABLE: 1 } },
      { id: 'Workloads', behind: 0, oldestDays: null, counts: { total: 1 } },
    ]);
  });

  it('is by product, which is not its name', () => {
    const products = [
      aProduct({ productId: 'prod-a', product: 'Same' }),
      aProduct({ productId: 'prod-b', product: 'Same' }),
    ];

    expect(backlogByProduct(products).map(({ id }) => id)).toEqual(['prod-a', 'prod-b']);
  });

  it('tells who still runs which version', () => {
    expect(backlogByVersion(data.products)).toMatchObject([
      { name: 'S3 bucket', version: 'v1', latestVersion: 'v2', behind: 1, accounts: 1 },
      { name: 'VPC baseline', version: 'v1', latestVersion: 'v2', behind: 1, accounts: 1 },
    ]);
  });
});

describe('what failed', () => {
  it('is grouped by its cause, with the accounts', () => {
    const failed = { state: 'FAILED', rootCause: 'full' } as const;
    const products = [
      aProduct({ ...failed, account: '1' }),
      aProduct({ ...failed, account: '2' }),
      aProduct({ ...failed, account: '2' }),
    ];

    expect(causesOf([...data.products, ...products])).toMatchObject([
      {
        cause: 'full',
        products: 3,
        accounts: [
          { account: '2', products: 2 },
          { account: '1', products: 1 },
        ],
      },
      { cause: 'Bucket already exists', products: 1, accounts: [{ accountName: 'orders-dev' }] },
    ]);
  });
});

describe('what was not swept', () => {
  it('has those first that are not for longest, and counts accounts once', () => {
    const lost = { swept: false, account: '9' };
    const targets = [
      aTarget(),
      aTarget({ ...lost, region: 'us-east-1', failingSince: '2026-11-13 22:00:00.000' }),
      aTarget({ ...lost, failingSince: '2026-11-06 22:00:00.000' }),
    ];

    const { rows, accounts } = unsweptOf(targets);

    expect(rows.map(({ region }) => region)).toEqual(['eu-central-1', 'us-east-1']);
    expect(accounts).toBe(1);
  });
});

describe('the order of provisioned products', () => {
  it('has what needs somebody first', () => {
    expect(sorted(data.products, { field: 'state', descending: false }).map(({ state }) => state)).toEqual([
      'FAILED',
      'OUTDATED',
      'UNREACHABLE',
      'CURRENT',
    ]);
  });

  it('is by number where there are numbers, what is not known last of those that are most behind', () => {
    const products = [9, null, 30, 100].map((daysBehind) => aProduct({ daysBehind }));

    expect(sorted(products, { field: 'daysBehind', descending: true }).map(({ daysBehind }) => daysBehind)).toEqual([
      100,
      30,
      9,
      null,
    ]);
  });
});

describe('numbers as text', () => {
  test.each([
    { name: 'not quite all', text: percent(99.99), expected: '99.9 %' },
    { name: 'hardly any', text: percent(0.001), expected: '0.1 %' },
    { name: 'all', text: percent(100), expected: '100.0 %' },
    { name: 'of nothing', text: percent(undefined), expected: '–' },
    { name: 'more', text: signed(1234), expected: '+1,234' },
    { name: 'less', text: signed(-0.26, 1), expected: '−0.3' },
    { name: 'hardly less', text: signed(-0.04, 1), expected: '±0.0' },
  ])('read right: $name', ({ text, expected }) => {
    expect(text).toBe(expected);
  });
});

describe('the link into the console', () => {
  test.each([
    { partition: 'aws', region: 'eu-central-1', host: 'eu-central-1.console.aws.amazon.com' },
    { partition: 'aws-cn', region: 'cn-north-1', host: 'cn-north-1.console.amazonaws.cn' },
    { partition: 'aws-us-gov', region: 'us-gov-west-1', host: 'us-gov-west-1.console.amazonaws-us-gov.com' },
  ])('goes to the Region of its partition: $partition', ({ partition, region, host }) => {
    const link = new URL(consoleLink(partition, region) ?? '');

    expect(link.host).toBe(host);
    expect(link.searchParams.get('region')).toBe(region);
  });

  test.each(['evil.example/', 'eu-central-1.evil.example#', '', 'javascript:alert(1)'])('is none for %j', (region) => {
    expect(consoleLink('aws', region)).toBeUndefined();
  });
});
