import {
  HANDLER_NAMES,
  HUB_ROLE_PATH,
  hubRoleName,
  policyDocument,
  SPOKE_ROLE_USERS,
  spokeRoleArn,
  type HandlerName,
  type PolicyStatement,
  type Role,
  type SpokeAccess,
} from '@catalog-sweep/core';
import { doctorStatements } from './doctor-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { keyStatements } from './key-statements.ts';
import { newsStatements } from './news-statements.ts';
import { functionPlatformStatements } from './platform-statements.ts';
import { sweepStatements } from './sweep-statements.ts';
import { trusting } from './trusting.ts';
import { watchdogStatements } from './watchdog-statements.ts';

/** The roles of the hub's functions: one each, with what that stage does and no more. */
export function hubRoles(settings: HubRoleSettings): readonly Role[] {
  const statements = functionStatements(settings);
  return HANDLER_NAMES.map((handler) => ({
    path: HUB_ROLE_PATH,
    name: hubRoleName(handler),
    description: `catalog-sweep: the function ${handler}`,
    trustPolicy: trusting('lambda.amazonaws.com', settings),
    policies: [{ name: hubRoleName(handler), document: policyDocument(...statements[handler]) }],
  }));
}

/** All that each function may do, with the reasons. */
export function functionStatements(
  settings: HubRoleSettings,
): Readonly<Record<HandlerName, readonly PolicyStatement[]>> {
  const byHandler = statementsByHandler(settings);
  const entries = HANDLER_NAMES.map((handler) => [
    handler,
    [...byHandler[handler], ...functionPlatformStatements(handler, settings)],
  ]);
  return Object.fromEntries(entries) as Record<HandlerName, readonly PolicyStatement[]>;
}

/** What the code of each function asks AWS for. */
export function statementsByHandler(
  settings: HubRoleSettings,
): Readonly<Record<HandlerName, readonly PolicyStatement[]>> {
  const own = {
    ...sweepStatements(settings),
    ...doctorStatements(settings),
    ...watchdogStatements(settings),
    ...newsStatements(settings),
  };
  const entries = HANDLER_NAMES.map((handler) => [
    handler,
    [...own[handler], ...keyStatements(own[handler], settings), ...assumeSpokeRoles(handler, settings.partition)],
  ]);
  return Object.fromEntries(entries) as Record<HandlerName, readonly PolicyStatement[]>;
}

function assumeSpokeRoles(handler: HandlerName, partition: string): readonly PolicyStatement[] {
  const accesses = (Object.keys(SPOKE_ROLE_USERS) as SpokeAccess[]).filter((access) =>
    SPOKE_ROLE_USERS[access].includes(handler),
  );
  if (accesses.length === 0) return [];
  return [
    {
      Sid: 'AssumeSpokeRoles',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: accesses.map((access) => spokeRoleArn({ partition, account: '*', access })),
      reason: 'the accounts of an organisation come and go; path and name are ours alone',
    },
  ];
}
