/** The path of both roles in every spoke; a distinctive path keeps IAM_PATTERN principals exact. */
export const SPOKE_ROLE_PATH = '/catalog-sweep/';

/** What a sweep may do in a spoke: look (`read`), or also act (`update`). */
export type SpokeAccess = 'read' | 'update';

/** The names of the two roles that the StackSet puts into every spoke. */
export const SPOKE_ROLE_NAMES: Readonly<Record<SpokeAccess, string>> = {
  read: 'CatalogSweepRead',
  update: 'CatalogSweepUpdate',
};

/** The ARN of a spoke role. `partition` is aws, aws-us-gov or aws-cn. */
export function spokeRoleArn(role: {
  readonly partition: string;
  readonly account: string;
  readonly access: SpokeAccess;
}): string {
  return `arn:${role.partition}:iam::${role.account}:role${SPOKE_ROLE_PATH}${SPOKE_ROLE_NAMES[role.access]}`;
}

/** The role as an IAM_PATTERN principal of a portfolio: by its exact name, in every account that principals are shared with. */
export function spokeRolePattern({
  partition,
  access,
}: {
  readonly partition: string;
  readonly access: SpokeAccess;
}): string {
  return spokeRoleArn({ partition, account: '', access });
}

/** The functions that the state machine calls, by the name of their stage. */
export const STAGE_NAMES = [
  'plan-sweep',
  'scan-target',
  'note-failed-target',
  'plan-updates',
  'start-update',
  'check-update',
  'log-update',
  'close-wave',
  'finish-sweep',
  'examine-hub',
  'mend-hub',
  'examine-target',
  'mend-target',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** The functions that the event of a finished sweep calls. */
export const NEWS_HANDLERS = ['send-digest', 'write-dashboard'] as const;
export type NewsHandler = (typeof NEWS_HANDLERS)[number];

/** All Lambda handlers of the hub. Each has a role of its own, named after it. */
export const HANDLER_NAMES = [...STAGE_NAMES, 'watch-sweeps', ...NEWS_HANDLERS] as const;
export type HandlerName = (typeof HANDLER_NAMES)[number];

/** The path of the hub's roles. */
export const HUB_ROLE_PATH = '/catalog-sweep/';

/** The fixed name of the role a handler runs with: `scan-target` runs with `CatalogSweepScanTarget`. Spoke roles trust these by name. */
export function hubRoleName(handler: HandlerName): string {
  const words = handler.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `CatalogSweep${words.join('')}`;
}

/** The role for sweeps from a person's machine (`--on local`); spokes trust it only when their template was made to. */
export const LOCAL_SWEEP_ROLE_NAME = 'CatalogSweepLocal';

/** The handlers that assume each of the spoke roles. */
export const SPOKE_ROLE_USERS: Readonly<Record<SpokeAccess, readonly HandlerName[]>> = {
  read: ['scan-target', 'check-update', 'log-update', 'close-wave', 'finish-sweep', 'examine-target'],
  update: ['start-update', 'mend-target'],
};
