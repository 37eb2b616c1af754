import { hubRoles, localSweepRole, operatorPolicy, stateMachineRole } from '@catalog-sweep/hub/runtime';
import { spokeRoles } from '@catalog-sweep/spoke-role';
import { describe, expect, it, test } from '@jest/globals';
import { HUB_SETTINGS, SPOKE_SETTINGS } from './every-role.ts';

/*
 * IAM counts the characters of policies without white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_OF_INLINE_POLICIES = 10_240;
const MOST_OF_MANAGED_POLICY = 6144;
const MOST_OF_TRUST_POLICY = 2048;

const LONGEST = { partition: 'aws-us-gov', hubRegion: 'us-gov-east-1' };
const hub = { ...HUB_SETTINGS, ...LONGEST };
const roles = [
  ...hubRoles(hub),
  stateMachineRole(hub),
  localSweepRole(hub),
  ...spokeRoles({ ...SPOKE_SETTINGS, ...LONGEST, trustLocalSweeps: true }),
];

const size = (document: unknown) => JSON.stringify(document).length;

describe('IAM takes', () => {
  test.each(roles)('$name', ({ policies, trustPolicy, description }) => {
    const inline = policies.reduce((sum, { document }) => sum + size(document), 0);

    expect(inline).toBeLessThan(MOST_OF_INLINE_POLICIES);
    expect(size(trustPolicy)).toBeLessThan(MOST_OF_TRUST_POLICY);
    expect(description.length).toBeLessThan(1000);
  });

  it('the policy for operators', () => {
    expect(size(operatorPolicy(hub))).toBeLessThan(MOST_OF_MANAGED_POLICY);
  });
});
