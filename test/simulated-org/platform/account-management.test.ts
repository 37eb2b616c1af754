import {
  AccountClient,
  GetContactInformationCommand,
  GetRegionOptStatusCommand,
  paginateListRegions,
} from '@aws-sdk/client-account';
import type { Founding } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  foundSmall,
  HUB,
  MANAGEMENT,
  Organisations,
  policyOf,
  putAccount,
  putRole,
  roleNamed,
  SPOKE,
  START,
  SUSPENDED,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const ACCOUNT = 'account.amazonaws.com';
const OTHER = '666666666666';

interface Registered {
  readonly trusted?: boolean;
  readonly delegated?: boolean;
}

/** The spoke has opted in to eu-central-2 alone; the hub acts for Account Management unless told otherwise. */
function foundWith({ trusted = true, delegated = true }: Registered) {
  return (founding: Founding): void => {
    foundSmall(founding);
    const { store } = founding;
    const organization = store.get('organizations.organization', 'organization');
    const spoke = store.get('organizations.accounts', SPOKE);
    if (organization === undefined || spoke === undefined) throw new Error('there is no organisation');
    store.put('organizations.organization', 'organization', {
      ...organization,
      trustedServices: trusted ? [{ servicePrincipal: ACCOUNT, enabledAt: START }] : [],
      delegations: delegated ? [{ account: HUB, servicePrincipal: ACCOUNT, enabledAt: START }] : [],
    });
    store.put('organizations.accounts', SPOKE, { ...spoke, enabledRegions: ['eu-central-2'] });
    putAccount(founding, { id: OTHER });
    putRole(
      founding,
      HUB,
      roleNamed('OfSpoke', {
        policies: [
          {
            name: 'one',
            document: policyOf({
              Effect: 'Allow',
              Action: 'account:GetRegionOptStatus',
              Resource: `arn:aws:account::${MANAGEMENT}:account/o-example0001/${SPOKE}`,
              Condition: { StringEquals: { 'account:TargetRegion': 'eu-central-2' } },
            }),
          },
        ],
      }),
    );
  };
}

function clientOf(open: OpenOrganisation, account: string, role = 'Admin'): AccountClient {
  return new AccountClient(open.settings({ account, role }, 'us-east-1'));
}

async function client(account: string, registered: Registered = {}): Promise<AccountClient> {
  return clientOf(await organisations.open({ found: foundWith(registered), pageLimit: 10 }), account);
}

describe('Account Management', () => {
  test.each([
    { RegionName: 'us-east-1', status: 'ENABLED_BY_DEFAULT' },
    { RegionName: 'eu-central-2', status: 'ENABLED' },
    { RegionName: 'me-south-1', status: 'DISABLED' },
  ])('tells a delegated administrator that $RegionName of a member is $status', async ({ RegionName, status }) => {
    const account = await client(HUB);

    const answer = await account.send(new GetRegionOptStatusCommand({ AccountId: SPOKE, RegionName }));

    expect(answer).toMatchObject({ RegionName, RegionOptStatus: status });
  });

  it('lists the Regions of a member, over pages', async () => {
    const account = await client(HUB);

    const statuses: Record<string, string | undefined> = {};
    let pages = 0;
    for await (const { Regions = [] } of paginateListRegions({ client: account }, { AccountId: SPOKE })) {
      pages += 1;
      for (const { RegionName = '', RegionOptStatus } of Regions) statuses[RegionName] = RegionOptStatus;
    }

    expect(pages).toBe(4);
    expect(statuses).toMatchObject({ 'eu-west-1': 'ENABLED_BY_DEFAULT', 'eu-central-2': 'ENABLED' });
    expect(Object.values(statuses).filter((status) => status === 'DISABLED')).toHaveLength(16);
  });

  it('lists the Regions of the wanted statuses alone, of the own account without naming it', async () => {
    const account = await client(SPOKE, { trusted: false, delegated: false });

    const names: (string | undefined)[] = [];
    for await (const { Regions = [] } of paginateListRegions(
      { client: account },
      { RegionOptStatusContains: ['ENABLED', 'ENABLING'] },
    )) {
      names.push(...Regions.map(({ RegionName }) => RegionName));
    }

    expect(names).toEqual(['eu-central-2']);
  });

  test.each([
    { name: 'the management account', caller: MANAGEMENT, about: SPOKE },
    { name: 'a delegated administrator', caller: HUB, about: OTHER },
    { name: 'a delegated administrator, of itself', caller: HUB, about: HUB },
    { name: 'a delegated administrator, of a suspended account', caller: HUB, about: SUSPENDED },
  ])('answers $name', async ({ caller, about }) => {
    const account = await client(caller);

    const answer = await account.send(new GetRegionOptStatusCommand({ AccountId: about, RegionName: 'eu-west-1' }));

    expect(answer.RegionOptStatus).toBe('ENABLED_BY_DEFAULT');
  });

  test.each([
    {
      name: 'the management account when it names itself',
      caller: MANAGEMENT,
      about: MANAGEMENT,
      why: ' (The management account can only be managed using the standalone context from the management account)',
    },
    {
      name: 'a delegated administrator of the management account',
      caller: HUB,
      about: MANAGEMENT,
      why: ' (The management account can only be managed using the standalone context from the management account)',
    },
    {
      name: 'a delegated administrator without trusted access',
      caller: HUB,
      about: SPOKE,
      registered: { trusted: false },
      why: ' (Your organization must first enable trusted access with AWS Account Management.)',
    },
    { name: 'who is not registered', caller: HUB, about: SPOKE, registered: { delegated: false }, why: '' },
    { name: 'a member that names itself', caller: SPOKE, about: SPOKE, why: '' },
    { name: 'a delegated administrator of a stranger', caller: HUB, about: '999999999999', why: '' },
  ])('refuses $name', async ({ caller, about, registered = {}, why }) => {
    const account = await client(caller, registered);

    const answer = account.send(new GetRegionOptStatusCommand({ AccountId: about, RegionName: 'eu-west-1' }));

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${caller}:assumed-role/Admin/own-keys is not authorized to perform: account:GetRegionOptStatus${why}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test.each([
    { name: 'the account and Region of a policy', AccountId: SPOKE, RegionName: 'eu-central-2', allowed: true },
    { name: 'another account', AccountId: OTHER, RegionName: 'eu-central-2', allowed: false },
    { name: 'another Region', AccountId: SPOKE, RegionName: 'me-south-1', allowed: false },
    { name: 'its own account', AccountId: undefined, RegionName: 'eu-central-2', allowed: false },
  ])('asks for rights on $name', async ({ AccountId, RegionName, allowed }) => {
    const account = clientOf(await organisations.open({ found: foundWith({}) }), HUB, 'OfSpoke');

    const answer = await account.send(new GetRegionOptStatusCommand({ AccountId, RegionName })).then(
      () => true,
      (error: Error) => error.name === 'AccessDeniedException' && false,
    );

    expect(answer).toBe(allowed);
  });

  test.each([
    { name: 'another session token', keys: { sessionToken: 'x' }, code: 'UnrecognizedClientException' },
    { name: 'another key', keys: { accessKeyId: 'ASIAX' }, code: 'UnrecognizedClientException' },
  ])('refuses $name with 403, as REST with JSON does', async ({ keys, code }) => {
    const open = await organisations.open();
    const settings = open.settings({ account: HUB }, 'us-east-1');
    const account = new AccountClient({ ...settings, credentials: { ...settings.credentials, ...keys } });

    const answer = account.send(new GetRegionOptStatusCommand({ RegionName: 'us-east-1' }));

    await expect(answer).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: 403 } });
  });

  it('says so of operations that are not known here', async () => {
    const account = await client(HUB);

    const answer = account.send(new GetContactInformationCommand());

    await expect(answer).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('refuses a Region that does not exist', async () => {
    const account = await client(HUB);

    const answer = account.send(new GetRegionOptStatusCommand({ AccountId: SPOKE, RegionName: 'eu-west-9' }));

    await expect(answer).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
