import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { type Founding, type OrganisationSettings } from '@catalog-sweep/simulated-org';
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
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const WORK = 'ou-ex01-work0001';
const STRANGER = '999999999999';

async function client(
  settings: Partial<OrganisationSettings> = {},
  account = MANAGEMENT,
): Promise<OrganizationsClient> {
  return (await organisations.open(settings)).organizations({ account });
}

/** 45 accounts, with which there are more than two pages. */
function foundMany(founding: Founding): void {
  foundSmall(founding);
  for (let index = 0; index < 41; index += 1) putAccount(founding, { id: String(500_000_000_000 + index) });
}

async function accountPages(organizations: OrganizationsClient): Promise<Account[][]> {
  const pages: Account[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await organizations.send(new ListAccountsCommand({ NextToken }));
    pages.push(page.Accounts ?? []);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return pages;
}

describe('Organizations', () => {
  test.each([
    { name: 'the management account', account: MANAGEMENT, status: 200 },
    { name: 'a delegated administrator', account: HUB, status: 200 },
    { name: 'another account', account: SPOKE, status: 400 },
  ])('answers $name with $status', async ({ account, status }) => {
    const organizations = await client({}, account);

    const answer = await organizations.send(new ListAccountsCommand()).then(
      ({ $metadata }) => $metadata.httpStatusCode,
      (error: { name: string; $metadata: { httpStatusCode?: number } }) =>
        error.name === 'AccessDeniedException' && error.$metadata.httpStatusCode,
    );

    expect(answer).toBe(status);
  });

  it('tells every account of which organisation it is', async () => {
    const organizations = await client({}, SPOKE);

    const { Organization: organization } = await organizations.send(new DescribeOrganizationCommand());

    expect(organization).toMatchObject({ Id: 'o-example0001', MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' });
    expect(organization?.MasterAccountEmail).toBe(`${MANAGEMENT}@example.com`);
  });

  it('says so to an account that is in no organisation', async () => {
    const open = await organisations.open({
      found: (founding) => {
        foundSmall(founding);
        putRole(founding, STRANGER, roleNamed('Admin'));
      },
    });

    const answer = open.organizations({ account: STRANGER }).send(new DescribeOrganizationCommand());

    await expect(answer).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  });

  it('gives accounts with State and Paths, and without the Status that is retired', async () => {
    const organizations = await client();

    const { Account: account } = await organizations.send(new DescribeAccountCommand({ AccountId: SUSPENDED }));

    expect(account).toEqual({
      Id: SUSPENDED,
      Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-example0001/${SUSPENDED}`,
      Email: `${SUSPENDED}@example.com`,
      Name: `account ${SUSPENDED}`,
      State: 'SUSPENDED',
      Paths: [`o-example0001/r-ex01/${WORK}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date(START),
    });
  });

  it('can be walked from the root down, level by level', async () => {
    const organizations = await client();

    const { Roots: roots } = await organizations.send(new ListRootsCommand());
    const ParentId = roots?.[0]?.Id;
    const below = await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    const atRoot = await organizations.send(new ListAccountsForParentCommand({ ParentId }));
    const inUnit = await organizations.send(new ListAccountsForParentCommand({ ParentId: WORK }));

    expect(below.OrganizationalUnits).toEqual([
      {
        Id: WORK,
        Arn: `arn:aws:organizations::${MANAGEMENT}:ou/o-example0001/${WORK}`,
        Name: 'Work',
        Path: `o-example0001/r-ex01/${WORK}/`,
      },
    ]);
    expect(atRoot.Accounts?.map(({ Id }) => Id)).toEqual([MANAGEMENT]);
    expect(inUnit.Accounts?.map(({ Id }) => Id)).toEqual([HUB, SPOKE, SUSPENDED]);
  });

  it('tells of parents and children by their ids', async () => {
    const organizations = await client();

    const [ofAccount, ofUnit, accounts, units, unit] = await Promise.all([
      organizations.send(new ListParentsCommand({ ChildId: SPOKE })),
      organizations.send(new ListParentsCommand({ ChildId: WORK })),
      organizations.send(new ListChildrenCommand({ ParentId: 'r-ex01', ChildType: 'ACCOUNT' })),
      organizations.send(new ListChildrenCommand({ ParentId: 'r-ex01', ChildType: 'ORGANIZATIONAL_UNIT' })),
      organizations.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: WORK })),
    ]);

    expect(ofAccount.Parents).toEqual([{ Id: WORK, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(ofUnit.Parents).toEqual([{ Id: 'r-ex01', Type: 'ROOT' }]);
    expect(accounts.Children).toEqual([{ Id: MANAGEMENT, Type: 'ACCOUNT' }]);
    expect(units.Children).toEqual([{ Id: WORK, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(unit.OrganizationalUnit).toMatchObject({ Id: WORK, Name: 'Work' });
  });

  test.each<{ name: string; ask: (organizations: OrganizationsClient) => Promise<unknown>; error: string }>([
    {
      name: 'an account',
      ask: (organizations) => organizations.send(new DescribeAccountCommand({ AccountId: STRANGER })),
      error: 'AccountNotFoundException',
    },
    {
      name: 'an OU',
      ask: (organizations) =>
        organizations.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-ex01-missing0' })),
      error: 'OrganizationalUnitNotFoundException',
    },
    {
      name: 'a parent',
      ask: (organizations) => organizations.send(new ListAccountsForParentCommand({ ParentId: 'ou-ex01-missing0' })),
      error: 'ParentNotFoundException',
    },
    {
      name: 'a child',
      ask: (organizations) => organizations.send(new ListParentsCommand({ ChildId: STRANGER })),
      error: 'ChildNotFoundException',
    },
  ])('answers $error for $name that is not there', async ({ ask, error }) => {
    const organizations = await client();

    const answer = ask(organizations);

    await expect(answer).rejects.toMatchObject({ name: error });
  });
});

describe('rights in Organizations', () => {
  test.each([
    { name: 'the OU', resource: `arn:aws:organizations::${MANAGEMENT}:ou/o-example0001/${WORK}`, allowed: true },
    { name: 'all OUs', resource: 'arn:aws:organizations::*:ou/*', allowed: true },
    { name: 'roots alone', resource: 'arn:aws:organizations::*:root/*', allowed: false },
    { name: 'accounts alone', resource: 'arn:aws:organizations::*:account/*', allowed: false },
  ])('are of the parent that is asked about: $name', async ({ resource, allowed }) => {
    const open = await organisations.open({
      found: (founding) => {
        foundSmall(founding);
        const statement = { Effect: 'Allow', Action: 'organizations:ListAccountsForParent', Resource: resource };
        putRole(founding, HUB, roleNamed('Reader', { policies: [{ name: 'p', document: policyOf(statement) }] }));
      },
    });

    const answer = await open
      .organizations({ account: HUB, role: 'Reader' })
      .send(new ListAccountsForParentCommand({ ParentId: WORK }))
      .then(
        () => 'allowed',
        (error: Error) => error.name,
      );

    expect(answer).toBe(allowed ? 'allowed' : 'AccessDeniedException');
  });
});

describe('an operation of Organizations', () => {
  test.each<{ name: string; ask: (organizations: OrganizationsClient) => Promise<unknown> }>([
    {
      name: 'a parent',
      ask: (organizations) => organizations.send(new ListAccountsForParentCommand({ ParentId: undefined })),
    },
    {
      name: 'an account',
      ask: (organizations) => organizations.send(new DescribeAccountCommand({ AccountId: undefined })),
    },
    {
      name: 'the type of children',
      ask: (organizations) => organizations.send(new ListChildrenCommand({ ParentId: WORK, ChildType: undefined })),
    },
  ])('is refused without $name', async ({ ask }) => {
    const organizations = await client();

    const answer = ask(organizations);

    await expect(answer).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('lists of Organizations', () => {
  test.each([
    { name: 'pages of 20', settings: {}, sizes: [20, 20, 5] },
    { name: 'pages of the page limit', settings: { pageLimit: 30 }, sizes: [20, 20, 5] },
    { name: 'smaller pages of the page limit', settings: { pageLimit: 15 }, sizes: [15, 15, 15] },
    {
      name: 'an empty page with a token first, where that is wanted',
      settings: { emptyPages: true },
      sizes: [0, 20, 20, 5],
    },
  ])('come in $name', async ({ settings, sizes }) => {
    const organizations = await client({ found: foundMany, ...settings });

    const pages = await accountPages(organizations);

    expect(pages.map(({ length }) => length)).toEqual(sizes);
    expect(new Set(pages.flat().map(({ Id }) => Id)).size).toBe(45);
  });

  test.each([
    { name: 'a page of none', input: { MaxResults: 0 } },
    { name: 'a page of more than 20', input: { MaxResults: 21 } },
    { name: 'a token that was made up', input: { NextToken: 'made-up' } },
  ])('refuse $name', async ({ input }) => {
    const organizations = await client();

    const answer = organizations.send(new ListAccountsCommand(input));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});
