import {
  HUB_ROLE_PATH,
  LOCAL_SWEEP_ROLE_NAME,
  policyDocument,
  STAGE_NAMES,
  type PolicyStatement,
  type Role,
} from '@catalog-sweep/core';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { statementsByHandler } from './hub-roles.ts';
import { keyStatements } from './key-statements.ts';
import { operatorObjectStatements } from './operator-policy.ts';
import { mapStatements } from './state-machine-role.ts';

/**
 * The role for sweeps from a person's machine, where the state machine runs too: what all stages may do together. Spokes trust it only when their
 * template was made to.
 */
export function localSweepRole(settings: HubRoleSettings): Role {
  const { partition, hubAccount } = settings;
  const byHandler = statementsByHandler(settings);
  const besides = [...mapStatements(settings), ...operatorObjectStatements(settings)];
  const together = [
    ...STAGE_NAMES.flatMap((stage) => byHandler[stage]),
    ...besides,
    ...keyStatements(besides, settings),
  ];
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

/** One statement for each purpose; those of one purpose have the same conditions. */
function mergedBySid(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const merged = new Map<string, PolicyStatement>();
  for (const statement of statements) {
    const { Action: actions, Resource: resources = [] } = merged.get(statement.Sid) ?? statement;
    merged.set(statement.Sid, {
      ...statement,
      Action: [...new Set([...actions, ...statement.Action])],
      Resource: [...new Set([...resources, ...(statement.Resource ?? [])])],
    });
  }
  return [...merged.values()];
}
