import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { organizationOf, parentsOf, type AccountEntity, type OrganizationEntity, type UnitEntity } from './entities.ts';

/** The most that the lists of Organizations give at once. */
const PAGE_SIZE = 20;
const INVALID = 'InvalidInputException';

interface ListInput {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** The operations of AWS Organizations, as BEHAVIOUR.md has them. */
export const organizationsOperations: Readonly<Record<string, Operation>> = {
  DescribeOrganization: {
    run: (_input: object, context: RequestContext) => {
      // Every account of the organisation may ask this one.
      const organization = mine(context);
      return { Organization: organizationShape(organization, context) };
    },
  },
  ListRoots: {
    run: (input: ListInput, context: RequestContext) => {
      const { rootId } = administered(context);
      const root = { Id: rootId, Arn: entityArn(rootId, context), Name: 'Root', PolicyTypes: [] };
      return listOf('Roots', [root], input, context);
    },
  },
  ListAccounts: {
    run: (input: ListInput, context: RequestContext) => {
      administered(context);
      const accounts = [...context.store.all('organizations.accounts')].map((account) =>
        accountShape(account, context),
      );
      return listOf('Accounts', accounts, input, context);
    },
  },
  ListAccountsForParent: {
    resources: arnOf('ParentId'),
    run: (input: ListInput & { readonly ParentId: string }, context: RequestContext) => {
      administered(context);
      const accounts = accountsIn(context, knownParent(context, input.ParentId)).map((account) =>
        accountShape(account, context),
      );
      return listOf('Accounts', accounts, input, context);
    },
  },
  ListOrganizationalUnitsForParent: {
    resources: arnOf('ParentId'),
    run: (input: ListInput & { readonly ParentId: string }, context: RequestContext) => {
      administered(context);
      const units = unitsIn(context, knownParent(context, input.ParentId)).map((unit) => unitShape(unit, context));
      return listOf('OrganizationalUnits', units, input, context);
    },
  },
  ListChildren: {
    resources: arnOf('ParentId'),
    run: (input: ListInput & { readonly ParentId: string; readonly ChildType: string }, context: RequestContext) => {
      administered(context);
      const parent = knownParent(context, input.ParentId);
      const children = childrenIn(context, parent, input.ChildType).map(({ id }) => ({
        Id: id,
        Type: input.ChildType,
      }));
      return listOf('Children', children, input, context);
    },
  },
  ListParents: {
    resources: arnOf('ChildId'),
    run: (input: ListInput & { readonly ChildId: string }, context: RequestContext) => {
      const { rootId } = administered(context);
      const { store } = context;
      const child =
        store.get('organizations.accounts', input.ChildId) ?? store.get('organizations.units', input.ChildId);
      if (child === undefined) throw notFound('ChildNotFoundException', `child ${input.ChildId}`);
      const parent = { Id: child.parentId, Type: child.parentId === rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' };
      return listOf('Parents', [parent], input, context);
    },
  },
  DescribeAccount: {
    resources: arnOf('AccountId'),
    run: (input: { readonly AccountId: string }, context: RequestContext) => {
      administered(context);
      const account = context.store.get('organizations.accounts', input.AccountId);
      if (account === undefined) throw notFound('AccountNotFoundException', `account ${input.AccountId}`);
      return { Account: accountShape(account, context) };
    },
  },
  DescribeOrganizationalUnit: {
    resources: arnOf('OrganizationalUnitId'),
    run: (input: { readonly OrganizationalUnitId: string }, context: RequestContext) => {
      administered(context);
      const unit = context.store.get('organizations.units', input.OrganizationalUnitId);
      if (unit === undefined) throw notFound('OrganizationalUnitNotFoundException', `OU ${input.OrganizationalUnitId}`);
      return { OrganizationalUnit: unitShape(unit, context) };
    },
  },
};

function mine({ store, caller }: RequestContext): OrganizationEntity {
  const organization = organizationOf(store);
  if (organization === undefined || caller.organizationId === undefined) {
    throw new ServiceError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return organization;
}

/** Most operations are for the management account and delegated administrators alone. */
function administered(context: RequestContext): OrganizationEntity {
  const organization = mine(context);
  const { account } = context.caller;
  if (account !== organization.managementAccount && !organization.delegatedAdministrators.includes(account)) {
    throw new ServiceError('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  return organization;
}

function knownParent({ store }: RequestContext, id: string): string {
  if (id !== organizationOf(store)?.rootId && store.get('organizations.units', id) === undefined) {
    throw notFound('ParentNotFoundException', `root or OU ${id}`);
  }
  return id;
}

function accountsIn({ store }: RequestContext, parent: string): AccountEntity[] {
  return [...store.all('organizations.accounts')].filter(({ parentId }) => parentId === parent);
}

function unitsIn({ store }: RequestContext, parent: string): UnitEntity[] {
  return [...store.all('organizations.units')].filter(({ parentId }) => parentId === parent);
}

function childrenIn(context: RequestContext, parent: string, type: string): readonly { readonly id: string }[] {
  if (type === 'ACCOUNT') return accountsIn(context, parent);
  if (type === 'ORGANIZATIONAL_UNIT') return unitsIn(context, parent);
  throw invalid(`ChildType must be ACCOUNT or ORGANIZATIONAL_UNIT, not ${type}`);
}

function listOf(
  name: string,
  all: readonly object[],
  { NextToken, MaxResults }: ListInput,
  context: RequestContext,
): object {
  const size = MaxResults ?? PAGE_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE) {
    throw invalid(`MaxResults must be from 1 to ${PAGE_SIZE}`);
  }
  const { items, next } = pageOf(all, { size, token: NextToken, mayBeEmpty: true, invalidToken: INVALID }, context);
  return { [name]: items, NextToken: next };
}

function organizationShape({ id, managementAccount }: OrganizationEntity, { store }: RequestContext): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${managementAccount}:organization/${id}`,
    FeatureSet: 'ALL',
    MasterAccountId: managementAccount,
    MasterAccountArn: `arn:aws:organizations::${managementAccount}:account/${id}/${managementAccount}`,
    MasterAccountEmail: store.get('organizations.accounts', managementAccount)?.email,
  };
}

/** Without Status, which is retired since September 2026. */
function accountShape(account: AccountEntity, context: RequestContext): object {
  return {
    Id: account.id,
    Arn: entityArn(account.id, context),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Paths: [pathOf(account, context)],
    JoinedMethod: 'CREATED',
    JoinedTimestamp: new Date(account.joinedAt),
  };
}

function unitShape(unit: UnitEntity, context: RequestContext): object {
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
function arnOf(name: string): NonNullable<Operation<Readonly<Record<string, string | undefined>>>['resources']> {
  return ({ [name]: id }, context) => {
    if (id === undefined) throw invalid(`${name} is missing`);
    return [entityArn(id, context)];
  };
}

/** Of a root, an OU or an account, by its id. */
function entityArn(entityId: string, context: RequestContext): string {
  const { id } = mine(context);
  if (entityId.startsWith('r-')) return arn(context, `root/${id}/${entityId}`);
  return arn(context, `${entityId.startsWith('ou-') ? 'ou' : 'account'}/${id}/${entityId}`);
}

function arn(context: RequestContext, resource: string): string {
  return `arn:aws:organizations::${mine(context).managementAccount}:${resource}`;
}

function invalid(problem: string): ServiceError {
  return new ServiceError(INVALID, `You specified an invalid value: ${problem}.`);
}

function notFound(code: string, what: string): ServiceError {
  return new ServiceError(code, `You specified a ${what} that doesn't exist.`);
}
