import type { Operation, RequestContext } from '../operation.ts';
import { administered, mine } from './access.ts';
import { delegationOperations } from './delegations.ts';
import { organizationOf, type AccountEntity, type UnitEntity } from './entities.ts';
import { invalid, listOf, notFound, type ListInput } from './lists.ts';
import { accountShape, arnOf, entityArn, organizationShape, unitShape } from './shapes.ts';

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
  ...delegationOperations,
};

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
