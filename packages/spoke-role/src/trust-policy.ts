import {
  HUB_ROLE_PATH,
  hubRoleName,
  LOCAL_SWEEP_ROLE_NAME,
  policyDocument,
  SPOKE_ROLE_USERS,
  type PolicyDocument,
  type SpokeAccess,
} from '@catalog-sweep/core';
import type { SpokeRoleSettings } from './spoke-role-settings.ts';

/**
 * Trusts exactly the hub's roles that need this one. The principal is the hub account and the roles stand in a condition: a role ARN as
 * principal is stored as that role's unique id, so a hub role that is made anew would be locked out, and one that does not exist yet
 * would fail the StackSet. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustPolicy(access: SpokeAccess, settings: SpokeRoleSettings): PolicyDocument {
  const { partition, hubAccount, organizationId, trustLocalSweeps } = settings;
  const names = SPOKE_ROLE_USERS[access].map(hubRoleName);
  if (trustLocalSweeps) names.push(LOCAL_SWEEP_ROLE_NAME);
  return policyDocument({
    Sid: 'TheHubAlone',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { AWS: `arn:${partition}:iam::${hubAccount}:root` },
    Condition: {
      ArnEquals: {
        'aws:PrincipalArn': names.map((name) => `arn:${partition}:iam::${hubAccount}:role${HUB_ROLE_PATH}${name}`),
      },
      // A hub account that leaves the organisation takes its trust with it.
      StringEquals: { 'aws:PrincipalOrgID': organizationId },
    },
  });
}
