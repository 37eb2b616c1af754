import { spokeRolePattern } from '@catalog-sweep/core';
import type { Organisation } from '@catalog-sweep/simulated-org';
import { describe, expect, it, test } from '@jest/globals';
import { again, doctor, doctorAt, told } from './a-doctor.ts';
import { withPlace } from './a-journey.ts';
import { anOrganization, HUB, REGION } from './an-organization.ts';

const SHOP = '500000000003';
const WAREHOUSE = '500000000004';
const EXACT = (['read', 'update'] as const).map((access) => spokeRolePattern({ partition: 'aws', access }));

/** Nothing is wrong in it: a product of the hub, and one of an account's own. */
const healthy = anOrganization()
  .withPrincipals(...EXACT, 'arn:aws:iam:::role/Developer')
  .withAccount('shop')
  .withAccount('warehouse')
  .withProduct('Queue')
  .withOwnProduct('Own', 'shop')
  .withProvisionedProduct('queue', 'shop')
  .withProvisionedProduct('own', 'shop', { product: 'Own' });

/** A whole organisation, changed in one place. */
type Change = (organisation: Organisation) => Organisation;

function hub(parts: Partial<Organisation['hub']>): Change {
  return (organisation) => ({ ...organisation, hub: { ...organisation.hub, ...parts } });
}

function account(name: string, parts: Partial<Organisation['accounts'][number]>): Change {
  return (organisation) => ({
    ...organisation,
    accounts: organisation.accounts.map((one) => (one.name === name ? { ...one, ...parts } : one)),
  });
}

function portfolio(name: string, parts: Partial<Organisation['portfolios'][number]>): Change {
  return (organisation) => ({
    ...organisation,
    portfolios: organisation.portfolios.map((one) => (one.name === name ? { ...one, ...parts } : one)),
  });
}

function trustedAccess(...services: readonly string[]): Change {
  return (organisation) => ({
    ...organisation,
    organisation: { ...organisation.organisation, trustedAccess: [...services] },
  });
}

const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';
const SERVICE_CATALOG = 'servicecatalog.amazonaws.com';
const ACCOUNT_MANAGEMENT = 'account.amazonaws.com';

const faults: readonly {
  readonly name: string;
  readonly change: Change;
  readonly finds: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    name: 'a hub that is neither management account nor delegated administrator',
    change: hub({ registrations: [] }),
    finds: [`HUB_NOT_IN_CHARGE ${HUB} -`],
    says: /neither the management account \(111111111111\) nor a delegated administrator/,
  },
  {
    name: 'a hub that is not registered for StackSets',
    change: hub({ registrations: [SERVICE_CATALOG, ACCOUNT_MANAGEMENT] }),
    finds: [`REGISTRATION_MISSING ${HUB} -`],
    says: /member\.org\.stacksets/,
  },
  {
    name: 'a hub that is not registered for Service Catalog and Account Management',
    change: hub({ registrations: [STACK_SETS] }),
    finds: [`REGISTRATION_MISSING ${HUB} -`, `REGISTRATION_MISSING ${HUB} -`],
    says: /account\.amazonaws\.com|servicecatalog\.amazonaws\.com/,
  },
  {
    name: 'trusted access that is off for StackSets',
    change: trustedAccess(SERVICE_CATALOG, ACCOUNT_MANAGEMENT),
    finds: [`TRUSTED_ACCESS_OFF ${HUB} -`],
    says: /CloudFormation StackSets/,
  },
  {
    name: 'a StackSet that is not there',
    change: hub({ stackSet: false }),
    finds: [`STACK_SET_MISSING ${HUB} -`],
    says: /no StackSet CatalogSweepSpokes/,
  },
  {
    name: 'a stack of the StackSet that is behind',
    change: account('shop', { stackInstance: 'outdated' }),
    finds: [`STACK_INSTANCE_NOT_CURRENT ${SHOP} -`],
    says: /is OUTDATED/,
  },
  {
    name: 'a quota of Lambda below the configured concurrency',
    change: hub({ lambdaConcurrency: 60 }),
    finds: [`CONCURRENCY_QUOTA_TOO_LOW ${HUB} ${REGION}`],
    says: /70 functions .* 60/,
  },
  {
    name: 'a log bucket in another Region',
    change: hub({ logBucketRegion: 'us-east-1' }),
    finds: [`BUCKET_IN_ANOTHER_REGION ${HUB} ${REGION}`],
    says: /does not lie in the hub's Region eu-west-1/,
  },
  {
    name: 'a log bucket that refuses the hub',
    change: hub({ logBucketPolicy: 'refuses-writes' }),
    finds: [`BUCKET_NOT_WRITABLE ${HUB} ${REGION}`],
    says: /AccessDenied/,
  },
  {
    name: 'a suspended account',
    change: account('shop', { state: 'SUSPENDED' }),
    finds: [`ACCOUNT_NOT_ACTIVE ${SHOP} -`],
    says: /SUSPENDED/,
  },
  {
    name: 'a suspended account that the StackSet leaves out',
    change: account('shop', { state: 'SUSPENDED', stackInstance: 'outdated' }),
    finds: [`ACCOUNT_NOT_ACTIVE ${SHOP} -`],
    says: /SUSPENDED/,
  },
  {
    name: 'an account without roles',
    change: account('shop', { spokeRoles: 'none', stackInstance: 'current' }),
    finds: [`ROLE_NOT_ASSUMABLE ${SHOP} -`],
    says: /sts:AssumeRole/,
  },
  {
    name: 'roles of an older version',
    change: account('shop', { spokeRoles: 'outdated', stackInstance: 'current' }),
    finds: [`ROLE_NOT_CURRENT ${SHOP} -`],
    says: /CatalogSweepRead and CatalogSweepUpdate are of another version/,
  },
  {
    name: 'TagOptions that were never migrated',
    change: account('warehouse', { tagOptionsMigrated: false }),
    finds: [`TAG_OPTIONS_NOT_MIGRATED ${WAREHOUSE} ${REGION}`],
    says: /never migrated/,
  },
];

describe('a doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const examined = await doctor(healthy.build());

    expect(told(examined)).toEqual([]);
    expect(examined.summary).toMatchObject({
      status: 'COMPLETED',
      targets: { planned: 4, examined: 4 },
      optIn: { spoke: 1, shared: 1, hub: 0 },
    });
  });

  test.each(faults)('tells $name', async ({ change, finds, says }) => {
    const examined = await doctor(change(healthy.build()));

    expect(told(examined)).toEqual(finds);
    for (const { what, safeToFix } of examined.summary.findings) {
      expect(what).toMatch(says);
      expect(safeToFix).toBe(false);
    }
  });

  it('writes one line per finding', async () => {
    const examined = await doctor(account('shop', { state: 'SUSPENDED' })(healthy.build()));

    expect(examined.entries).toEqual([
      {
        SweepId: examined.summary.sweepId,
        AccountNo: SHOP,
        Region: null,
        Code: 'ACCOUNT_NOT_ACTIVE',
        What: 'the state of the account is SUSPENDED',
        Fix: expect.stringContaining(SHOP),
        SafeToFix: false,
        Mended: false,
      },
    ]);
  });

  it('tells a Region that is not enabled from a refusal', async () => {
    const organisation = healthy.withRegions(REGION, 'eu-central-2').build();
    const disabled = await doctor(account('shop', { regions: [REGION] })(organisation));
    const refused = await doctor(
      organisation,
      {},
      {
        faults: ({ service, region, principalArn }) =>
          service === 'servicecatalog' && region === 'eu-central-2' && principalArn.includes(`${SHOP}:`)
            ? { kind: 'error', code: 'AccessDeniedException', message: 'an explicit deny', status: 403 }
            : undefined,
      },
    );

    expect(told(disabled)).toEqual([`REGION_NOT_ENABLED ${SHOP} eu-central-2`]);
    expect(told(refused)).toEqual([`SERVICE_CATALOG_REFUSED ${SHOP} eu-central-2`]);
  });
});

/** What a doctor mends: portfolios of the hub and of a spoke, and the TagOption of people in a spoke. */
const mendable: readonly {
  readonly name: string;
  readonly organisation: Organisation;
  readonly finds: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    name: 'a portfolio of the hub with a pattern in place of the names',
    organisation: portfolio('Everything', {
      principals: ['arn:aws:iam:::role/catalog-sweep/CatalogSweep*', 'arn:aws:iam:::role/Developer'],
    })(healthy.build()),
    finds: [`PRINCIPALS_MISSING ${HUB} ${REGION}`],
    says: /has no principal .*Read and .*Update \(.*CatalogSweep\* lets them in, but not only them\); it holds Queue/,
  },
  {
    name: 'a portfolio of the hub with one of the two names',
    organisation: portfolio('Everything', { principals: [EXACT[0] ?? '', 'arn:aws:iam:::role/Developer'] })(
      healthy.build(),
    ),
    finds: [`PRINCIPALS_MISSING ${HUB} ${REGION}`],
    says: /has no principal arn:aws:iam:::role\/catalog-sweep\/CatalogSweepUpdate; it holds Queue/,
  },
  {
    name: 'a portfolio of the hub that does not share its principals',
    organisation: portfolio('Everything', {
      shares: [{ organization: true, tagOptions: true, principals: false }],
      principals: [...EXACT, 'arn:aws:iam:::role/Admin', 'arn:aws:iam::500000000003:role/Developer'],
    })(withoutLaunches(healthy.build())),
    finds: [`PRINCIPALS_NOT_SHARED ${HUB} ${REGION}`],
    says: /does not share its principals with o-journey0001; it holds Queue/,
  },
  {
    name: 'a portfolio of a spoke without the roles',
    organisation: portfolio('Own of shop', { principals: ['arn:aws:iam:::role/Developer'] })(healthy.build()),
    finds: [`LOCAL_PRINCIPALS_MISSING ${SHOP} ${REGION}`],
    says: /its own portfolio Own of shop .* it holds Own/,
  },
  {
    name: 'products of a spoke without a TagOption to opt them in with',
    organisation: {
      ...healthy.build(),
      tagOptions: healthy.build().tagOptions.filter(({ accounts }) => accounts === undefined),
    },
    finds: [`TAG_OPTION_MISSING ${SHOP} ${REGION}`],
    says: /no TagOption AutoUpdateProvisionedProduct = true/,
  },
];

/** Nobody launched anything: without shared principals, nobody could have. */
function withoutLaunches(organisation: Organisation): Organisation {
  return { ...organisation, provisionedProducts: [] };
}

describe('a doctor that is refused', () => {
  it('blames roles of an older version, which may lack rights, and says so once for all Regions', async () => {
    const organisation = account('shop', { spokeRoles: 'outdated', stackInstance: 'current' })(
      healthy.withRegions(REGION, 'us-east-1').build(),
    );

    const examined = await doctor(
      organisation,
      {},
      {
        faults: ({ service, principalArn }) =>
          service === 'servicecatalog' && principalArn.includes(`${SHOP}:`)
            ? { kind: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 }
            : undefined,
      },
    );

    expect(told(examined)).toEqual([`ROLE_NOT_CURRENT ${SHOP} -`]);
  });
});

describe('a doctor that mends', () => {
  test.each(mendable)('finds $name, mends it when it is asked to, and finds it no more', async (fault) => {
    const { organisation, finds, says } = fault;
    const [found, mended, after] = await withPlace(organisation, async (place, folder) => [
      await doctorAt(place, folder),
      await again(place, folder, { fix: true }),
      await again(place, folder),
    ]);

    expect(told(found)).toEqual(finds);
    expect(found.summary.findings).toEqual([
      expect.objectContaining({ what: expect.stringMatching(says), safeToFix: true, mended: false }),
    ]);
    expect(mended.summary.findings).toEqual(found.summary.findings.map((finding) => ({ ...finding, mended: true })));
    expect(told(after)).toEqual([]);
  });
});

describe('a doctor whose mending is refused', () => {
  const organisation = portfolio('Own of shop', { principals: ['arn:aws:iam:::role/Developer'] })(healthy.build());

  it.each([
    { name: 'the call', operation: 'AssociatePrincipalWithPortfolio', by: 'CatalogSweepUpdate' },
    { name: 'the role', operation: 'AssumeRole', by: 'CatalogSweepMendTarget' },
  ])('by $name tells the finding with the reason, and leaves it open', async ({ operation, by }) => {
    const { summary } = await doctor(
      organisation,
      { fix: true },
      {
        faults: (request) =>
          request.operation === operation && request.principalArn.includes(`/${by}`)
            ? { kind: 'error', code: 'AccessDenied', message: 'a policy denies it', status: 403 }
            : undefined,
      },
    );

    expect(summary.findings).toEqual([
      expect.objectContaining({
        code: 'LOCAL_PRINCIPALS_MISSING',
        what: expect.stringMatching(/; mending it failed: .*a policy denies it$/),
        mended: false,
      }),
    ]);
  });
});

describe('a doctor that does not come to its own end', () => {
  const many = healthy.withRegions(REGION, 'eu-central-2', 'us-east-1').withSweep({ concurrency: { scans: 1 } });

  it('tells what it found when its execution is aborted, and names the targets that it did not come to', async () => {
    const { summary, entries } = await withPlace(
      account('shop', { state: 'SUSPENDED' })(many.build()),
      async (place, folder) => {
        const examined = doctorAt(place, folder);
        await place.clock.task(() => place.clock.sleep(800));
        await place.abort();
        return examined;
      },
      { latency: () => 20 },
    );

    const codes = summary.findings.map(({ code }) => code);
    expect(summary.status).toBe('ABORTED');
    expect(summary.targets.planned).toBe(12);
    expect(summary.targets.examined).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 'TARGET_NOT_EXAMINED')).toHaveLength(12 - summary.targets.examined);
    expect(codes).toContain('HUB_NOT_EXAMINED');
    expect(entries).toHaveLength(summary.findings.length);
  });

  it('examines no more targets once it is stopped', async () => {
    const { summary } = await withPlace(
      many.build(),
      async (place, folder) => {
        const examined = doctorAt(place, folder);
        await place.clock.task(() => place.clock.sleep(800));
        await place.stop();
        return examined;
      },
      { latency: () => 20 },
    );

    expect(summary.status).toBe('STOPPED');
    expect(summary.targets.examined).toBeGreaterThan(0);
    expect(summary.targets.examined).toBeLessThan(12);
    expect(summary.findings.at(-1)).toMatchObject({
      code: 'TARGET_NOT_EXAMINED',
      what: 'SWEEP_STOPPED: the sweep was stopped: somebody asked for it',
    });
  });

  it('goes on after a target that nobody can examine', async () => {
    const { summary } = await doctor(
      many.build(),
      {},
      {
        faults: ({ operation, principalArn }) =>
          operation === 'SearchProvisionedProducts' && principalArn.includes(`${SHOP}:`)
            ? { kind: 'error', code: 'InvalidParametersException', message: 'a fault', status: 400 }
            : undefined,
      },
    );

    expect(summary.status).toBe('COMPLETED');
    expect(summary.targets).toEqual({ planned: 12, examined: 9 });
    expect(summary.findings.map(({ code, what }) => `${code} ${what}`)).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/^TARGET_NOT_EXAMINED INVALID_REQUEST: .*a fault/)),
    );
  });
});

describe('a doctor asks little (promise 11)', () => {
  it('of a target: a session, its roles in one Region, a page per hundred, and a few calls for each product', async () => {
    const calls: Record<string, number> = {};
    const organisation = healthy
      .withRegions(REGION, 'us-east-1')
      .withProvisionedProducts(150, 'more', 'shop', { product: 'Queue' })
      .build();

    await doctor(
      organisation,
      {},
      {
        pageLimit: 100,
        emptyPages: false,
        faults: ({ account: whose, operation }) => {
          if (whose === SHOP) calls[operation] = (calls[operation] ?? 0) + 1;
          return undefined;
        },
      },
    );

    expect(calls).toEqual({
      GetRole: 2,
      ListTagOptions: 2,
      // The other Region has the TagOption, on nothing that is provisioned.
      ListResourcesForTagOption: 2,
      SearchProvisionedProducts: 3,
      // Whether what the account did not opt in itself is visible, and opted in by the hub.
      DescribeProductAsAdmin: 2,
      ListLaunchPaths: 2,
      ListPortfoliosForProduct: 1,
      ListPrincipalsForPortfolio: 1,
    });
  });
});
