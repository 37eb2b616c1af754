import { describe, expect, it } from '@jest/globals';
import { spokeRoles } from '@catalog-sweep/spoke-role';

const SETTINGS = {
  partition: 'aws-us-gov',
  hubAccount: '111122223333',
  organizationId: 'o-abcdefghij',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
};

describe('the spoke roles', () => {
  it('trust the hub account, and there only the roles that need them', () => {
    const [read, update] = spokeRoles(SETTINGS);

    const trusted = [read, update].map((role) => role?.trustPolicy.Statement[0]);

    expect(trusted[0]?.Principal).toEqual({ AWS: 'arn:aws-us-gov:iam::111122223333:root' });
    expect(trusted[0]?.Condition?.['StringEquals']).toEqual({ 'aws:PrincipalOrgID': 'o-abcdefghij' });
    expect(trusted[1]?.Condition?.['ArnEquals']).toEqual({
      'aws:PrincipalArn': [
        'arn:aws-us-gov:iam::111122223333:role/catalog-sweep/CatalogSweepStartUpdate',
        'arn:aws-us-gov:iam::111122223333:role/catalog-sweep/CatalogSweepMendTarget',
      ],
    });
  });

  it('trust the role for local sweeps only when asked to', () => {
    const trusts = (trustLocalSweeps: boolean) => JSON.stringify(spokeRoles({ ...SETTINGS, trustLocalSweeps }));

    expect(trusts(false)).not.toContain('CatalogSweepLocal');
    expect(trusts(true)).toContain('role/catalog-sweep/CatalogSweepLocal');
  });

  it('name no partition but the one asked for', () => {
    expect(JSON.stringify(spokeRoles(SETTINGS))).not.toContain('arn:aws:');
  });

  it('have one statement per purpose, each with a name of its own', () => {
    for (const role of spokeRoles(SETTINGS)) {
      const names = role.policies.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));

      expect(new Set(names).size).toBe(names.length);
    }
  });
});
