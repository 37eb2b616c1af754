import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  foundOrganisation,
  generateOrganisation,
  readOrganisation,
  SimulatedClock,
  SimulatedOrganisation,
  type Founding,
  type Organisation,
} from '@catalog-sweep/simulated-org';
import { afterAll, describe, expect, it, test } from '@jest/globals';
import * as z from 'zod';
import { serviceCatalogOperations } from '../../../packages/simulated-org/src/service-catalog/operations.ts';
import { parseOrganisation } from '../../../packages/simulated-org/src/organisation/read-organisation.ts';
import { organisationText } from './organisation-text.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Founded {
  readonly organisation: Organisation;
  readonly founding: Founding;
  readonly snapshot: unknown;
}

async function founded(organisation: Organisation): Promise<Founded> {
  const stateDirectory = join(mkdtempSync(join(tmpdir(), 'founding-')), 'state');
  folders.push(join(stateDirectory, '..'));
  const seen: Founding[] = [];
  const opened = await SimulatedOrganisation.open({
    stateDirectory,
    clock: new SimulatedClock(Date.parse(organisation.now)),
    seed: 'test',
    identity: 'test',
    found: (founding) => {
      foundOrganisation(organisation, { roles: () => [] })(founding);
      seen.push(founding);
    },
  });
  await opened.close();
  const [founding] = seen;
  if (founding === undefined) throw new Error('nothing was founded');
  return { organisation, founding, snapshot: opened.snapshot() };
}

const Searched = z.looseObject({
  ProvisionedProducts: z.array(
    z.looseObject({
      Id: z.string(),
      Name: z.string(),
      Status: z.string(),
      Type: z.string(),
      ProvisioningArtifactName: z.string().optional(),
      UserArn: z.string(),
    }),
  ),
});

/** Provisioned products by name, as their accounts see them at the present. */
function provisionedIn({ organisation, founding }: Founded, account: string, region: string) {
  const id = organisation.accounts.find(({ name }) => name === account)?.id ?? '';
  const context = founding.contextFor({ account: id, region, time: Date.parse(organisation.now) });
  const input = { AccessLevelFilter: { Key: 'Account', Value: 'self' }, PageSize: 100 };
  const output = serviceCatalogOperations['SearchProvisionedProducts']?.run(input as never, context);
  return Searched.parse(output).ProvisionedProducts;
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
    const one = await founded(organisation);

    const other = await founded(organisation);

    expect(other.snapshot).toEqual(one.snapshot);
  });

  test.each([
    { name: 'orders-db', at: ['shop-prod', 'eu-west-1'], status: 'AVAILABLE', version: 'v1' },
    { name: 'gift-cards-db', at: ['shop-prod', 'eu-central-2'], status: 'AVAILABLE', version: 'v2' },
    { name: 'basket-cache', at: ['shop-prod', 'eu-west-1'], status: 'TAINTED' },
    { name: 'feature-store-dev', at: ['data-dev', 'eu-west-1'], status: 'UNDER_CHANGE' },
    { name: 'analyst-share', at: ['data-dev', 'eu-west-1'], status: 'TAINTED' },
    { name: 'reporting-jenkins', at: ['data-prod', 'eu-west-1'], status: 'AVAILABLE' },
    { name: 'shop-search', at: ['shop-prod', 'eu-west-1'], status: 'AVAILABLE', version: '1.0.0' },
    { name: 'baseline', at: ['platform-hub', 'eu-west-1'], status: 'AVAILABLE', type: 'CFN_STACKSET' },
    { name: 'event-stream', at: ['data-prod', 'eu-west-1'], status: 'AVAILABLE', type: 'EXTERNAL' },
    { name: 'landing-pages', at: ['campaign-2024', 'us-east-1'], status: 'AVAILABLE', version: '2.1.0' },
  ] as const)('leaves $name $status', async ({ name, at: [account, region], status, ...rest }) => {
    const { version, type } = { version: undefined, type: undefined, ...rest };
    const state = await founded(example('organisation.yaml'));

    const found = provisionedIn(state, account, region).find((provisioned) => provisioned.Name === name);

    expect(found).toMatchObject({
      Status: status,
      ...(version === undefined ? {} : { ProvisioningArtifactName: version }),
      ...(type === undefined ? {} : { Type: type }),
    });
  });

  it('makes every provisioned product that was not terminated again', async () => {
    const organisation = example('organisation.yaml');
    const state = await founded(organisation);

    const names = organisation.accounts.flatMap(({ name }) =>
      organisation.regions.flatMap((region) => provisionedIn(state, name, region).map(({ Name }) => Name)),
    );

    const terminated = organisation.provisionedProducts.filter(({ later }) =>
      later.some(({ action }) => action === 'terminate'),
    );
    const expected = organisation.provisionedProducts.filter((provisioned) => !terminated.includes(provisioned));
    expect(terminated).toHaveLength(1);
    expect(names.toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
  });

  it('launches with the parameters and as the role that the description names', async () => {
    const state = await founded(parseOrganisation(organisationText, 'org.yaml'));

    const [orders] = provisionedIn(state, 'shop', 'eu-west-1');

    const entity = state.founding.store.get('servicecatalog.provisionedProducts', orders?.Id ?? '');
    const record = state.founding.store.get('servicecatalog.records', entity?.lastProvisioningRecordId ?? '');
    expect(record?.course.after?.parameters).toEqual({ Storage: '20', Public: 'false' });
    expect(orders?.UserArn).toContain('Developer');
  });

  it('refuses a launch that the rules of Service Catalog refuse', async () => {
    const nobodyMay = organisationText.replace(/ {4}principals: .*\n/, '');

    const founding = founded(parseOrganisation(nobodyMay, 'org.yaml'));

    await expect(founding).rejects.toThrow(/^cannot ProvisionProduct orders in shop, eu-west-1: .*launch path/i);
  });
});
