import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  foundOrganisation,
  generateOrganisation,
  parseOrganisation,
  readOrganisation,
  SimulatedClock,
  SimulatedOrganisation,
  type Organisation,
  type RoleDefinition,
} from '@catalog-sweep/simulated-org';
import { afterAll, describe, expect, it, test } from '@jest/globals';
// Tells the types of Service Catalog's tables.
import '../../../packages/simulated-org/src/service-catalog/entities.ts';
import { realState, type RealState } from '../../../packages/simulated-org/src/service-catalog/real-state.ts';
import { organisationText } from './organisation-text.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const noRoles = (): readonly RoleDefinition[] => [];

async function found(organisation: Organisation, roles = noRoles): Promise<SimulatedOrganisation> {
  const folder = mkdtempSync(join(tmpdir(), 'founding-'));
  folders.push(folder);
  const opened = await SimulatedOrganisation.open({
    stateDirectory: join(folder, 'state'),
    clock: new SimulatedClock(Date.parse(organisation.now)),
    seed: 'test',
    identity: 'test',
    found: foundOrganisation(organisation, {
      roles: () => ({ spokeRoles: roles(), outdatedSpokeRoles: [], otherRoles: [] }),
      stackSetName: 'spokes',
    }),
  });
  await opened.close();
  return opened;
}

/** What really runs when the first sweep begins, by name. */
async function realStateOf(organisation: Organisation): Promise<ReadonlyMap<string, RealState>> {
  const { store } = await found(organisation);
  const states = realState(store, Date.parse(organisation.now));
  return new Map([...states.values()].map((state) => [state.name, state]));
}

function example(name: string): Organisation {
  return readOrganisation(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)));
}

describe('the founding of an organisation', () => {
  test.each([
    { name: 'the default example', organisation: example('organisation.yaml') },
    { name: 'the example in trouble', organisation: example('troubles.yaml') },
    {
      name: 'a generated organisation',
      organisation: generateOrganisation({ accounts: 4, regions: 2, products: 3, seed: 7 }),
    },
  ])('comes out the same each time for $name', async ({ organisation }) => {
    const one = await found(organisation);

    const other = await found(organisation);

    expect(other.snapshot()).toEqual(one.snapshot());
  });

  test.each([
    { name: 'organisation.yaml', organisation: example('organisation.yaml') },
    { name: 'troubles.yaml', organisation: example('troubles.yaml') },
  ])('leaves running what $name launched, in its versions', async ({ organisation }) => {
    const launched = organisation.provisionedProducts.filter(
      ({ later }) => !later.some(({ action }) => action === 'terminate'),
    );

    const states = await realStateOf(organisation);

    const running = new Map([...states].map(([name, { version }]) => [name, version]));
    // Of a deleted product nobody knows the version's name; whatever was updated later failed, or is not over.
    const expected = launched.map(({ name, product, version, later }) => {
      const deleted = organisation.products.some((one) => one.name === product && one.deleted !== undefined);
      const underWay = later.some(({ at }) => Date.parse(organisation.now) - Date.parse(at) < 60 * 60 * 1000);
      return [name, deleted ? undefined : underWay ? running.get(name) : version] as const;
    });
    expect(running).toEqual(new Map(expected));
  });

  test.each([
    { name: 'orders-db', status: 'AVAILABLE', stackStatus: 'CREATE_COMPLETE', operations: 1 },
    { name: 'basket-cache', status: 'TAINTED', stackStatus: 'UPDATE_ROLLBACK_COMPLETE', operations: 2 },
    { name: 'feature-store-dev', status: 'UNDER_CHANGE', stackStatus: 'UPDATE_IN_PROGRESS', operations: 2 },
    { name: 'analyst-share', status: 'TAINTED', stackStatus: 'UPDATE_ROLLBACK_FAILED', operations: 2 },
    { name: 'reporting-jenkins', status: 'AVAILABLE', stackStatus: 'CREATE_COMPLETE', operations: 1 },
  ])('leaves $name $status', async ({ name, status, stackStatus, operations }) => {
    const states = await realStateOf(example('organisation.yaml'));

    expect(states.get(name)).toMatchObject({ status, stackStatus, operations });
  });

  it('launches with the parameters that the description gives, and the defaults of the template', async () => {
    const states = await realStateOf(example('organisation.yaml'));

    expect(states.get('gift-cards-db')?.parameters).toEqual({
      DBName: 'giftcards',
      DBInstanceClass: 'db.m5.large',
      DBAllocatedStorage: '20',
      DBPassword: 'battery-staple',
      BackupRetentionDays: '7',
    });
  });

  it('makes provisioned products of the types that their products and constraints say', async () => {
    const { store } = await found(example('organisation.yaml'));

    const types = new Map([...store.all('servicecatalog.provisionedProducts')].map(({ name, type }) => [name, type]));

    expect(types.get('baseline')).toBe('CFN_STACKSET');
    expect(types.get('event-stream')).toBe('EXTERNAL');
    expect(types.get('orders-db')).toBe('CFN_STACK');
  });

  it('launches as the role that the description names, with its tags', async () => {
    const { store } = await found(example('organisation.yaml'));

    const launched = [...store.all('servicecatalog.provisionedProducts')].find(
      ({ name }) => name === 'checkout-api-dev',
    );

    expect(launched?.userArn).toBe('arn:aws:iam::500000000012:role/Developer');
    expect(launched?.tags).toContainEqual({ Key: 'catalog-sweep', Value: 'hold' });
  });

  it('gives accounts the roles that it is told to, unless they have none or trust somebody else', async () => {
    const spokeRole = {
      path: '/sweep/',
      name: 'Look',
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::222222222222:root' } },
        ],
      },
      policies: [],
    };
    const organisations = [example('organisation.yaml'), example('troubles.yaml')];

    const opened = await Promise.all(organisations.map((organisation) => found(organisation, () => [spokeRole])));

    const trusted = opened.flatMap(({ store }) =>
      ['500000000011', '500000000061', '600000000015'].map(
        (id) => store.get('iam.roles', `${id}/Look`)?.trustPolicy.Statement[0]?.Principal.AWS,
      ),
    );
    const elsewhere = ['arn:aws:iam::999999999999:root'];
    expect(trusted).toEqual([
      ['arn:aws:iam::222222222222:root'],
      undefined,
      undefined,
      undefined,
      undefined,
      elsewhere,
    ]);
  });

  it('imports a product from a portfolio that is shared with one account, until the share ends', async () => {
    const organisation = parseOrganisation(
      organisationText
        .replace('organization: true, principals: true', 'account: shop, ended: 2026-06-01T00:00:00Z')
        .replace('portfolio: Data,', 'portfolio: Local,')
        .replace(
          'provisionedProducts:',
          `  - name: Local
    owner: shop
    products: [{ product: Database }]
    principals: ['arn:aws:iam::222222222222:role/Developer']
provisionedProducts:`,
        ),
      'org.yaml',
    );

    const { store } = await found(organisation);

    const states = [...realState(store, Date.parse(organisation.now)).values()];
    const portfolios = [...store.all('servicecatalog.portfolios')];
    expect(states).toMatchObject([{ name: 'orders', status: 'AVAILABLE', version: 'v1' }]);
    expect(portfolios.flatMap(({ shares }) => shares)).toEqual([]);
  });

  it('puts TagOptions on products and portfolios, and deactivates those that are not active', async () => {
    const organisation = parseOrganisation(
      `${organisationText}tagOptions: [{ key: a, value: b, active: false, regions: [eu-west-1], products: [Database], portfolios: [Data] }]\n`,
      'org.yaml',
    );

    const { store } = await found(organisation);

    const tagOptions = [...store.all('servicecatalog.tagOptions')];
    expect(tagOptions).toMatchObject([{ key: 'a', value: 'b', active: false, account: '111111111111' }]);
    expect(tagOptions[0]?.resources.map((id) => id.slice(0, 5))).toEqual(['port-', 'prod-']);
  });

  it('refuses a launch that the rules of Service Catalog refuse', async () => {
    const nobodyMay = organisationText.replace(/ {4}principals: .*\n/, '');

    const founding = found(parseOrganisation(nobodyMay, 'org.yaml'));

    await expect(founding).rejects.toThrow(
      /^cannot ProvisionProduct orders in shop, eu-west-1: No launch paths found for resource: prod-/,
    );
  });
});
