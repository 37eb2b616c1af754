import { uuidOf } from '../chance.ts';
import { putStackSet, type StackInstance } from '../cloudformation/stack-set-entities.ts';
import type { Founding } from '../organisation-settings.ts';
import type { AccountDescription } from './description.ts';
import type { Past } from './past.ts';

/** Puts the StackSet there, in the hub's Region, with an instance in each active account but the management account, which StackSets never reach; in others only where the description says so. */
export function foundStackSet(past: Past, { store, hash }: Founding, name: string): void {
  const { organisation, hub, accounts } = past.organisation;
  if (!hub.stackSet) return;
  const instances = accounts.flatMap((account): StackInstance[] => {
    const status = account.name === organisation.managementAccount ? undefined : statusOf(account);
    if (status === undefined) return [];
    const [stack, instance] = ['stack', 'instance'].map((what) => uuidOf(hash('stack set', what, name, account.id)));
    const stackId = `arn:aws:cloudformation:${hub.region}:${account.id}:stack/StackSet-${name}-${instance}/${stack}`;
    return [{ account: account.id, region: hub.region, stackId, status }];
  });
  putStackSet(store, { name, uuid: uuidOf(hash('stack set', name)), region: hub.region, instances });
}

/** Undefined where there is no instance. */
function statusOf({ state, spokeRoles, stackInstance }: AccountDescription): StackInstance['status'] | undefined {
  if (state !== 'ACTIVE') return stackInstance === undefined || stackInstance === 'missing' ? undefined : 'SUSPENDED';
  return STATUSES[stackInstance ?? FITTING[spokeRoles]];
}

const STATUSES = {
  current: 'CURRENT',
  outdated: 'OUTDATED',
  inoperable: 'INOPERABLE',
  missing: undefined,
} as const;

const FITTING = {
  ok: 'current',
  'broken-trust': 'current',
  incomplete: 'current',
  outdated: 'outdated',
  none: 'missing',
} as const;
