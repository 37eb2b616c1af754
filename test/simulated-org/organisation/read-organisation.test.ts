import { describe, expect, it, test } from '@jest/globals';
import { organisationText } from './organisation-text.ts';
import {
  OrganisationFileError,
  parseOrganisation,
  readOrganisation,
} from '../../../packages/simulated-org/src/organisation/read-organisation.ts';

function problemsOf(text: string): readonly string[] {
  try {
    parseOrganisation(text, 'org.yaml');
  } catch (error) {
    if (error instanceof OrganisationFileError) return error.problems;
    throw error;
  }
  return [];
}

describe('reading an organisation', () => {
  it('fills in what a description leaves out', () => {
    const organisation = parseOrganisation(organisationText, 'org.yaml');

    expect(organisation.now).toBe('2026-11-26T22:00:00Z');
    expect(organisation.hub).toMatchObject({ logBucket: 'catalog-sweep-logs', workBucket: 'catalog-sweep-work' });
    expect(organisation.accounts[0]).toMatchObject({ state: 'ACTIVE', spokeRoles: 'ok', tagOptionsMigrated: true });
    expect(organisation.provisionedProducts[0]).toMatchObject({ launchedBy: 'Developer', later: [] });
  });

  it('reads numbers and booleans of parameters as text', () => {
    const organisation = parseOrganisation(organisationText, 'org.yaml');

    expect(organisation.provisionedProducts[0]?.parameters).toEqual({ Storage: '20', Public: 'false' });
  });

  it('leaves the settings of sweeps as they are', () => {
    const organisation = parseOrganisation(`${organisationText}sweep: { maxUpdates: 3, whatever: [1] }\n`, 'org.yaml');

    expect(organisation.sweep).toEqual({ maxUpdates: 3, whatever: [1] });
  });

  it('says which file it could not read', () => {
    const reading = () => readOrganisation('/nowhere/org.yaml');

    expect(reading).toThrow(/^\/nowhere\/org\.yaml: cannot be read: .*no such file/);
  });

  it('reports all problems at once, by line', () => {
    const text = organisationText
      .replace('id: o-a1b2c3d4e5', 'id: o-1')
      .replace('region: eu-west-1 }', 'region: Dublin }');

    const problems = problemsOf(text);

    expect(problems).toEqual([
      'org.yaml:1: organisation.id: found "o-1"; an organisation id looks like o-a1b2c3d4e5',
      'org.yaml:2: hub.region: found "Dublin"; a Region looks like eu-west-1',
    ]);
  });

  test.each([
    {
      name: 'a list that does not end',
      from: 'regions: [eu-west-1, us-east-1]',
      to: 'regions: [eu-west-1, us-east-1',
      problem: 'org.yaml:4: not valid YAML',
    },
    {
      name: 'the same key twice',
      from: 'regions: [eu-west-1, us-east-1]',
      to: 'regions: [eu-west-1]\nregions: [us-east-1]',
      problem: 'org.yaml:4: not valid YAML: Map keys must be unique',
    },
    {
      name: 'an alias without its anchor',
      from: '[eu-west-1, us-east-1]',
      to: '*everywhere',
      problem: 'org.yaml: not valid YAML: Unresolved alias',
    },
  ])('reports $name as not valid YAML', ({ from, to, problem }) => {
    const text = organisationText.replace(from, to);

    const problems = problemsOf(text);

    expect(problems[0]).toContain(problem);
  });

  test.each([
    {
      name: 'a file that is no map',
      from: organisationText,
      to: 'an organisation',
      problem: 'org.yaml:1: found "an organisation"; expected a map',
    },
    {
      name: 'an account id that YAML reads as a number',
      from: "id: '222222222222'",
      to: 'id: 222222222222',
      problem: 'org.yaml:9: accounts[1].id: found 222222222222; expected text, in quotes',
    },
    {
      name: 'an unknown key with a known one near it',
      from: 'spokeRoles: ok',
      to: 'spokeRole: ok',
      problem: 'org.yaml:9: accounts[1].spokeRole: unknown key; close: spokeRoles',
    },
    {
      name: 'an unknown key with none near it',
      from: 'path: Workloads }',
      to: 'path: Workloads, colour: red }',
      problem: 'org.yaml:5: organizationalUnits[0].colour: unknown key; known here: path, id',
    },
    {
      name: 'a missing value, at the place that lacks it',
      from: 'launched: 2026-03-02T09:14:00Z, ',
      to: '',
      problem: 'org.yaml:20: provisionedProducts[0].launched: missing; expected text',
    },
    {
      name: 'a value that is none of the allowed ones',
      from: 'spokeRoles: ok',
      to: 'spokeRoles: maybe',
      problem:
        'org.yaml:9: accounts[1].spokeRoles: found "maybe"; expected ok or none or broken-trust or outdated or incomplete',
    },
    {
      name: 'an empty list where something is needed',
      from: 'regions: [eu-west-1, us-east-1]',
      to: 'regions: []',
      problem: 'org.yaml:3: regions: found a list; expected at least 1 entries',
    },
    {
      name: 'a share with nobody',
      from: 'organization: true, ',
      to: '',
      problem:
        'org.yaml:17: portfolios[0].shares[0]: found a map; a share is with one of organization: true, organizationalUnit or account',
    },
    {
      name: 'principals shared with an account',
      from: 'organization: true, ',
      to: 'account: shop, ',
      problem:
        'org.yaml:17: portfolios[0].shares[0]: found a map; principals are shared with the organization or an organizationalUnit, never with an account',
    },
    {
      name: 'principals of recipients that are many',
      from: 'principals: true }]',
      to: "recipientPrincipals: ['arn:aws:iam:::role/Developer'] }]",
      problem: 'org.yaml:17: portfolios[0].shares[0]: found a map; recipientPrincipals are for a share with an account',
    },
    {
      name: 'a Region without opt-in that an account does not have',
      from: 'spokeRoles: ok }',
      to: 'regions: [eu-west-1] }',
      problem: 'org.yaml:9: accounts[1].regions: us-east-1 is missing; every account has it, and cannot disable it',
    },
    {
      name: 'a key that is none',
      from: 'hub: { account: hub, region: eu-west-1 }',
      to: 'hub: { account: hub, region: eu-west-1, logKey: alias/logs }',
      problem:
        'org.yaml:2: hub.logKey: found "alias/logs"; a key ARN looks like arn:aws:kms:eu-west-1:111122223333:key/…',
    },
    {
      name: 'both constraints',
      from: 'product: Database }]',
      to: 'product: Database, launchRole: Launch, stackSet: { accounts: [shop], regions: [eu-west-1] } }]',
      problem:
        'org.yaml:16: portfolios[0].products[0]: found a map; a product in a portfolio has a launchRole or a stackSet, not both',
    },
    {
      name: 'an account in an unknown OU',
      from: 'organizationalUnit: Workloads',
      to: 'organizationalUnit: Worklods',
      problem: 'org.yaml:9: accounts[1].organizationalUnit: no OU Worklods; close: Workloads',
    },
    {
      name: 'an OU without the one above it',
      from: 'path: Workloads/Production',
      to: 'path: Sandbox/Production',
      problem: 'org.yaml:6: organizationalUnits[1].path: no OU Sandbox; there are: Workloads, Sandbox/Production',
    },
    {
      name: 'two accounts of one id',
      from: "'222222222222'",
      to: "'111111111111'",
      problem: 'org.yaml:9: accounts[1].id: a second account 111111111111',
    },
    {
      name: 'a Region that is not in the list',
      from: 'region: eu-west-1, product',
      to: 'region: eu-west-2, product',
      problem: 'org.yaml:20: provisionedProducts[0].region: no Region enabled in shop eu-west-2; close: eu-west-1',
    },
    {
      name: 'a provisioned product of an unknown product',
      from: 'product: Database, version',
      to: 'product: Databse, version',
      problem: 'org.yaml:20: provisionedProducts[0].product: no product Databse; close: Database',
    },
    {
      name: 'a provisioned product of an unknown version',
      from: 'version: v1,',
      to: 'version: v3,',
      problem: 'org.yaml:20: provisionedProducts[0].version: no version of Database v3; there are: v1',
    },
    {
      name: 'a launch before the version was published',
      from: 'launched: 2026-03-02',
      to: 'launched: 2025-03-02',
      problem:
        'org.yaml:20: provisionedProducts[0].launched: 2025-03-02T09:14:00Z is before v1 was published, 2026-01-12T10:00:00Z',
    },
    {
      name: 'a launch that is not over before now',
      from: 'launched: 2026-03-02',
      to: 'launched: 2027-03-02',
      problem:
        'org.yaml:20: provisionedProducts[0].launched: 2027-03-02T09:14:00Z is not before now, 2026-11-26T22:00:00Z',
    },
    {
      name: 'an unknown account in a share',
      from: 'organization: true, principals: true',
      to: 'account: shopp',
      problem: 'org.yaml:17: portfolios[0].shares[0].account: no account shopp; close: shop',
    },
    {
      name: 'a hub without its roles',
      from: 'name: hub }',
      to: 'name: hub, spokeRoles: none }',
      problem: 'org.yaml:8: accounts[0].spokeRoles: found none; the hub needs its roles: ok',
    },
    {
      name: 'an update before the launch',
      from: 'Public: false }',
      to: 'Public: false }, later: [{ action: terminate, at: 2026-02-02T09:00:00Z }]',
      problem:
        'org.yaml:20: provisionedProducts[0].later[0].at: 2026-02-02T09:00:00Z is not after 2026-03-02T09:14:00Z',
    },
    {
      name: 'an update to an unknown version',
      from: 'Public: false }',
      to: 'Public: false }, later: [{ action: update, at: 2026-04-02T09:00:00Z, version: v2 }]',
      problem: 'org.yaml:20: provisionedProducts[0].later[0].version: no version of Database v2; there are: v1',
    },
    {
      name: 'something later that is neither an update nor a termination',
      from: 'Public: false }',
      to: 'Public: false }, later: [{ action: repair, at: 2026-04-02T09:00:00Z }]',
      problem: 'org.yaml:20: provisionedProducts[0].later[0].action: found "repair"; action is update or terminate',
    },
    {
      name: 'a provisioned product of a name that its account and Region have already',
      from: '  - { name: orders,',
      to: `  - { name: orders, account: shop, region: eu-west-1, product: Database, version: v1, launched: 2026-03-01T09:14:00Z }
  - { name: orders,`,
      problem: 'org.yaml:21: provisionedProducts[1].name: a second provisioned product orders in shop, eu-west-1',
    },
    {
      name: 'a TagOption of an account whose TagOptions were never migrated',
      from: `spokeRoles: ok }`,
      to: `tagOptionsMigrated: false }
tagOptions: [{ key: a, value: b, accounts: [shop], products: [Database] }]`,
      problem: 'org.yaml:10: tagOptions[0].accounts[0]: the TagOptions of shop were never migrated, so it has none',
    },
    {
      name: 'a portfolio that does not hold the product',
      from: 'products: [{ product: Database }]',
      to: 'products: []',
      problem: 'org.yaml:20: provisionedProducts[0].portfolio: Data does not hold the product Database',
    },
  ])('reports $name', ({ from, to, problem }) => {
    const text = organisationText.replace(from, to);

    const problems = problemsOf(text);

    expect(text).not.toBe(organisationText);
    expect(problems).toEqual([problem]);
  });
});
