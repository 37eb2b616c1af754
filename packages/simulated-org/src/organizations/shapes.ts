import type { Operation, RequestContext } from '../operation.ts';
import { mine } from './access.ts';
import { parentsOf, type AccountEntity, type OrganizationEntity, type UnitEntity } from './entities.ts';
import { invalid } from './lists.ts';

export function organizationShape({ id, managementAccount }: OrganizationEntity, { store }: RequestContext): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${managementAccount}:organization/${id}`,
    FeatureSet: 'ALL',
    MasterAccountId: managementAccount,
    MasterAccountArn: `arn:aws:organizations::${managementAccount}:account/${id}/${managementAccount}`,
    MasterAccountEmail: store.get('organizations.accounts', managementAccount)?.email,
  };
}

export function accountShape(account: AccountEntity, context: RequestContext): object {
  return { ...memberShape(account, context), Paths: [pathOf(account, context)] };
}

/** An account without its place. Without Status, which is retired since September 2026. */
export function memberShape(account: AccountEntity, context: RequestContext): object {
  return {
    Id: account.id,
    Arn: entityArn(account.id, context),
    Email: account.email,
    Name: account.name,
    State: account.state,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: new Date(account.joinedAt),
  };
}

export function unitShape(unit: UnitEntity, context: RequestContext): object {
  return {
    Id: unit.id,
    Arn: entityArn(unit.id, context),
    Name: unit.name,
    Path: `${pathOf(unit, context)}${unit.id}/`,
  };
}

/** `o-…/r-…/ou-…/`, ending with the parent. */
function pathOf(child: { readonly parentId: string }, context: RequestContext): string {
  return `${[mine(context).id, ...parentsOf(context.store, child)].join('/')}/`;
}

/** The resource of an operation: the root, OU or account whose id its input has. */
export function arnOf(name: string): NonNullable<Operation<Readonly<Record<string, string | undefined>>>['resources']> {
  return ({ [name]: id }, context) => {
    if (id === undefined) throw invalid(`${name} is missing`);
    return [entityArn(id, context)];
  };
}

/** Of a root, an OU or an account, by its id. */
export function entityArn(entityId: string, context: RequestContext): string {
  const { id } = mine(context);
  if (entityId.startsWith('r-')) return arn(context, `root/${id}/${entityId}`);
  return arn(context, `${entityId.startsWith('ou-') ? 'ou' : 'account'}/${id}/${entityId}`);
}

function arn(context: RequestContext, resource: string): string {
  return `arn:aws:organizations::${mine(context).managementAccount}:${resource}`;
}
