import * as z from 'zod';
import { uuidOf } from '../chance.ts';
import { refusalOf } from '../iam/authorize.ts';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { isDelegated, organizationOf } from '../organizations/entities.ts';
import { pageOf } from '../paging.ts';
import { checked } from '../input.ts';
import { findStackSet, type StackInstance, type StackSetEntity } from './stack-set-entities.ts';

/** Whose delegated administrators may act on StackSets. */
const SERVICE_PRINCIPAL = 'member.org.stacksets.cloudformation.amazonaws.com';
/** The most that ListStackInstances gives at once. */
const PAGE_SIZE = 100;

const Named = z.strictObject({
  StackSetName: z.string('is needed'),
  CallAs: z.enum(['SELF', 'DELEGATED_ADMIN']).default('SELF'),
});
const OfInstances = Named.extend({
  StackInstanceAccount: z.string().optional(),
  StackInstanceRegion: z.string().optional(),
  NextToken: z.string().optional(),
  MaxResults: z.coerce.number().int().min(1).max(PAGE_SIZE).default(PAGE_SIZE),
});

/** The operations of AWS CloudFormation that look at StackSets with service-managed permissions, as BEHAVIOUR.md has them. */
export const stackSetOperations: Readonly<Record<string, Operation>> = {
  DescribeStackSet: {
    resources: arnsOf,
    run: (input: unknown, context: RequestContext) => {
      const { StackSetName: name, CallAs: callAs } = checked(Named, input, 'ValidationError');
      return { StackSet: stackSetShape(stackSetOf(name, callAs, context), context) };
    },
  },
  ListStackInstances: {
    resources: arnsOf,
    run: (input: unknown, context: RequestContext) => {
      const wanted = checked(OfInstances, input, 'ValidationError');
      const stackSet = stackSetOf(wanted.StackSetName, wanted.CallAs, context);
      const { StackInstanceAccount: account, StackInstanceRegion: region } = wanted;
      const instances = stackSet.instances.filter(
        (one) => (account ?? one.account) === one.account && (region ?? one.region) === one.region,
      );
      const page = { size: wanted.MaxResults, token: wanted.NextToken, invalidToken: 'ValidationError' };
      const { items, next } = pageOf(instances, page, context);
      return { Summaries: items.map((one) => instanceShape(one, stackSet, context)), NextToken: next };
    },
  },
};

/** Which account stands in the ARN for a delegated administrator is not documented, so rights are asked for on both that it may be. */
function arnsOf({ StackSetName: name = '' }: { readonly StackSetName?: string }, context: RequestContext): string[] {
  const { caller, region, store } = context;
  const accounts = new Set([caller.account, organizationOf(store)?.managementAccount ?? caller.account]);
  return [...accounts].map((account) => `arn:aws:cloudformation:${region}:${account}:stackset/${idOf(name, context)}`);
}

function idOf(name: string, { store, region }: RequestContext): string {
  const found = findStackSet(store, region, name);
  return found === undefined ? `${name}:*` : `${found.name}:${found.uuid}`;
}

/** A StackSet that the caller may see. Throws ServiceError for one that is not there, and for who is not what it says it is called as. */
function stackSetOf(name: string, callAs: 'SELF' | 'DELEGATED_ADMIN', context: RequestContext): StackSetEntity {
  const { caller, store, region } = context;
  if (callAs === 'DELEGATED_ADMIN' && !isAdministrator(context)) {
    throw new ServiceError('ValidationError', 'Account used is not a delegated administrator');
  }
  // StackSets with service-managed permissions are in the management account, also those that a delegated administrator made.
  const sees = callAs === 'DELEGATED_ADMIN' || caller.account === organizationOf(store)?.managementAccount;
  const found = sees ? findStackSet(store, region, name) : undefined;
  if (found === undefined) throw new ServiceError('StackSetNotFoundException', `StackSet ${name} not found`, 404);
  return found;
}

/** CloudFormation asks Organizations for the delegated administrators with the caller's own rights. */
function isAdministrator({ store, caller, region }: RequestContext): boolean {
  const question = {
    action: 'organizations:ListDelegatedAdministrators',
    resource: '*',
    conditions: { 'organizations:ServicePrincipal': SERVICE_PRINCIPAL },
  };
  return (
    isDelegated(store, caller.account, SERVICE_PRINCIPAL) &&
    refusalOf({ store, region }, caller, question) === undefined
  );
}

function stackSetShape({ name, uuid, region, instances }: StackSetEntity, { store }: RequestContext) {
  const organization = organizationOf(store);
  return {
    StackSetName: name,
    StackSetId: `${name}:${uuid}`,
    StackSetARN: `arn:aws:cloudformation:${region}:${organization?.managementAccount}:stackset/${name}:${uuid}`,
    Status: 'ACTIVE',
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
    ManagedExecution: { Active: true },
    OrganizationalUnitIds: [organization?.rootId],
    Regions: [...new Set(instances.map((one) => one.region))],
  };
}

function instanceShape(
  { account, region, stackId, status }: StackInstance,
  { name, uuid }: StackSetEntity,
  { store, hash }: RequestContext,
) {
  const told = STATUSES[status];
  return {
    StackSetId: `${name}:${uuid}`,
    Region: region,
    Account: account,
    StackId: stackId,
    Status: told.status,
    StatusReason: told.reason,
    StackInstanceStatus: { DetailedStatus: told.detail },
    OrganizationalUnitId: organizationOf(store)?.rootId,
    DriftStatus: 'NOT_CHECKED',
    LastOperationId: uuidOf(hash('stack set operation', uuid)),
  };
}

/** What AWS tells of an instance, by how it is. */
const STATUSES = {
  CURRENT: { status: 'CURRENT', detail: 'SUCCEEDED', reason: undefined },
  OUTDATED: { status: 'OUTDATED', detail: 'CANCELLED', reason: 'Cancelled since failure tolerance has exceeded' },
  SUSPENDED: {
    status: 'OUTDATED',
    detail: 'SKIPPED_SUSPENDED_ACCOUNT',
    reason:
      'This account is suspended. To remove this instance from the stack set, run DeleteStackInstances with the RetainStacks parameter.',
  },
  INOPERABLE: { status: 'INOPERABLE', detail: 'INOPERABLE', reason: 'The stack could not be deleted' },
} as const satisfies Readonly<Record<StackInstance['status'], object>>;
