import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By Region and name. */
    'cloudformation.stackSets': StackSetEntity;
  }
}

/** A StackSet with service-managed permissions, deployed below the root of the organisation. */
export interface StackSetEntity {
  readonly name: string;
  /** What follows the name in the StackSet's id. */
  readonly uuid: string;
  /** Where it was made: the StackSets of another Region are not seen. */
  readonly region: string;
  readonly instances: readonly StackInstance[];
}

/** The stack of a StackSet in one account. */
export interface StackInstance {
  readonly account: string;
  readonly region: string;
  readonly stackId: string;
  /** OUTDATED because an operation was stopped, or because the account is suspended. */
  readonly status: 'CURRENT' | 'OUTDATED' | 'SUSPENDED' | 'INOPERABLE';
}

export function putStackSet(store: Store, stackSet: StackSetEntity): void {
  store.put('cloudformation.stackSets', `${stackSet.region}/${stackSet.name}`, stackSet);
}

/** By its name or its id. */
export function findStackSet(store: Store, region: string, nameOrId: string): StackSetEntity | undefined {
  const [name = '', uuid] = nameOrId.split(':');
  const found = store.get('cloudformation.stackSets', `${region}/${name}`);
  return uuid === undefined || uuid === found?.uuid ? found : undefined;
}
