import {
  HUB_ROLE_PATH,
  LOCAL_SWEEP_ROLE_NAME,
  policyDocument,
  type PolicyStatement,
  type Role,
} from '@catalog-sweep/core';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { hubRoles } from './hub-roles.ts';
import { operatorRole } from './operator-role.ts';
import { stateMachineRole } from './state-machine-role.ts';

/**
 * The role for sweeps from a person's machine: what all functions and the state machine may do together. Spokes trust it only when their
 * template was made to.
 */
export function localSweepRole(settings: HubRoleSettings & { readonly hubAccount: string }): Role {
  const { partition, hubAccount } = settings;
  const together = [...hubRoles(settings), stateMachineRole(settings), operatorRole(settings)].flatMap(({ policies }) =>
    policies.flatMap(({ document }) => document.Statement),
  );
  return {
    path: HUB_ROLE_PATH,
    name: LOCAL_SWEEP_ROLE_NAME,
    description: "catalog-sweep: sweeps from a person's machine",
    trustPolicy: policyDocument({
      Sid: 'WhoeverTheHubAllows',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { AWS: `arn:${partition}:iam::${hubAccount}:root` },
    }),
    policies: [{ name: LOCAL_SWEEP_ROLE_NAME, document: policyDocument(...mergedBySid(together)) }],
  };
}

/** One statement for each purpose. */
function mergedBySid(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return [...Map.groupBy(statements, ({ Sid }) => Sid)].map(([sid, same]) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: [...new Set(same.flatMap(({ Action }) => Action))],
    Resource: [...new Set(same.flatMap(({ Resource = [] }) => Resource))],
  }));
}
