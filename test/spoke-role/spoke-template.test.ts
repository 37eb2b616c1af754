import { spokeRoles, spokeRolesDigest, spokeTemplate, type SpokeRoleSettings } from '@catalog-sweep/spoke-role';
import { describe, expect, it, test } from '@jest/globals';

const SETTINGS: SpokeRoleSettings = {
  partition: 'aws',
  hubAccount: '111122223333',
  organizationId: 'o-abcdefghij',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
};

describe('the template of a spoke', () => {
  it('holds two roles and nothing that a service-managed StackSet refuses', () => {
    const { Resources, ...others } = spokeTemplate({ ...SETTINGS, trustLocalSweeps: true });

    expect(Object.values(Resources).map(({ Type }) => Type)).toEqual(['AWS::IAM::Role', 'AWS::IAM::Role']);
    expect(Object.keys(others)).toEqual(['AWSTemplateFormatVersion', 'Description']);
    expect(JSON.stringify(Resources)).not.toMatch(/Fn::|"Ref"|Metadata/);
  });

  it('says what the roles may do in the words of IAM, without our reasons', () => {
    const keys = JSON.stringify(spokeTemplate(SETTINGS));

    expect(keys).not.toContain('"reason"');
  });

  it('attaches the managed policies to the update role alone', () => {
    const policy = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

    const { Resources } = spokeTemplate({ ...SETTINGS, managedPolicies: [policy] });

    expect(Resources['CatalogSweepRead']?.Properties.ManagedPolicyArns).toBeUndefined();
    expect(Resources['CatalogSweepUpdate']?.Properties.ManagedPolicyArns).toEqual([policy]);
  });

  it('leaves out what doctor --fix may do when people shall do it', () => {
    const writes = (portfolioAccess: boolean) =>
      /servicecatalog:(Associate|Create)\w+/.test(JSON.stringify(spokeTemplate({ ...SETTINGS, portfolioAccess })));

    expect(writes(true)).toBe(true);
    expect(writes(false)).toBe(false);
  });
});

describe('the tag of the roles', () => {
  it('is the digest that a hub expects, on both of them', () => {
    const tags = spokeRoles(SETTINGS).map((role) => role.tags);

    expect(spokeRolesDigest(SETTINGS)).toMatch(/^[0-9a-f]{12}$/);
    expect(tags).toEqual(Array.from({ length: 2 }, () => ({ 'catalog-sweep:roles': spokeRolesDigest(SETTINGS) })));
  });

  test.each<{ name: string; change: Partial<SpokeRoleSettings> }>([
    { name: 'who is trusted', change: { trustLocalSweeps: true } },
    { name: 'the hub', change: { hubAccount: '444455556666' } },
    { name: 'the organisation', change: { organizationId: 'o-klmnopqrst' } },
    { name: 'what the update role may do', change: { portfolioAccess: false } },
    { name: 'its managed policies', change: { managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] } },
  ])('is another when the roles differ in $name', ({ change }) => {
    expect(spokeRolesDigest({ ...SETTINGS, ...change })).not.toBe(spokeRolesDigest(SETTINGS));
  });
});
