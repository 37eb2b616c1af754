import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ProvisionedProductEntity } from '../service-catalog/entities.ts';
import { findProvisionedProduct, recordsOf } from '../service-catalog/find-provisioned-product.ts';
import { NESTED_STACK, templateOf } from '../service-catalog/template.ts';
import { provisionedProductAt } from '../service-catalog/view.ts';
import { checked } from '../input.ts';
import { stackSetOperations } from './stack-sets.ts';
import { eventsOf, isOfStack, nestedStackId, stackName, type Stack, type StackEvent } from './events.ts';

const Named = z.strictObject({
  StackName: z.string('is needed here: stacks are not listed, and resources are not looked up by physical id'),
});
const OfEvents = Named.extend({ NextToken: z.string().optional() });
const OfResources = Named.extend({ LogicalResourceId: z.string().optional() });

/** AWS does not say how many events it gives at once. */
const EVENTS_PER_PAGE = 100;

const ofStack = {
  resources: ({ StackName: name = '' }: { readonly StackName?: string }, { caller, region }: RequestContext) => [
    name.startsWith('arn:')
      ? name
      : `arn:aws:cloudformation:${region}:${caller.account}:stack/${name === '' ? '*' : `${name}/*`}`,
  ],
};

/** The operations of AWS CloudFormation that look at StackSets and at the stacks behind provisioned products, as BEHAVIOUR.md has them. */
export const cloudFormationOperations: Readonly<Record<string, Operation>> = {
  DescribeStacks: {
    ...ofStack,
    run: (input: unknown, context: RequestContext) => {
      const { StackName: name } = checked(Named, input, 'ValidationError');
      return { Stacks: [stackShape(stackOf(name, context), context)] };
    },
  },
  DescribeStackEvents: {
    ...ofStack,
    run: (input: unknown, context: RequestContext) => {
      const { StackName: name, NextToken: token } = checked(OfEvents, input, 'ValidationError');
      const newestFirst = stackOf(name, context).events.toReversed();
      const { items, next } = pageOf(
        newestFirst,
        { size: EVENTS_PER_PAGE, token, invalidToken: 'ValidationError' },
        context,
      );
      return { StackEvents: items.map((one) => eventShape(one, context)), NextToken: next };
    },
  },
  DescribeStackResources: {
    ...ofStack,
    run: (input: unknown, context: RequestContext) => {
      const { StackName: name, LogicalResourceId: wanted } = checked(OfResources, input, 'ValidationError');
      const { events } = stackOf(name, context);
      const latest = new Map(events.filter((one) => !isOfStack(one)).map((one) => [one.logicalId, one]));
      return {
        StackResources: [...latest.values()]
          .filter(({ logicalId }) => wanted === undefined || logicalId === wanted)
          .map(resourceShape),
      };
    },
  },
  ...stackSetOperations,
};

interface FoundStack extends Stack {
  /** What has happened by now, oldest first. */
  readonly events: readonly StackEvent[];
}

/** A stack by its name or ARN. Throws ValidationError for one that is not there, as CloudFormation does. */
function stackOf(name: string, context: RequestContext): FoundStack {
  const stack = stacksBehind(productBehind(name, context), context).find(
    ({ id }) => id === name || stackName(id) === name,
  );
  const now = context.clock.now();
  const events = stack === undefined ? [] : eventsOf(stack, context).filter(({ at }) => at <= now);
  if (stack === undefined || events.length === 0) {
    throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`);
  }
  return { ...stack, events };
}

/** The provisioned product that a stack is named after, also in the names of nested ones. */
function productBehind(name: string, context: RequestContext): ProvisionedProductEntity | undefined {
  const [, id] = /(?:^|:stack\/)SC-\d{12}-(pp-[0-9a-z]+)/.exec(name) ?? [];
  return id === undefined ? undefined : findProvisionedProduct({ id }, context);
}

/** Its own stack, and those that resources of any of its versions are. */
function stacksBehind(product: ProvisionedProductEntity | undefined, { store, hash }: RequestContext): Stack[] {
  if (product?.physicalId == null || product.type !== 'CFN_STACK') return [];
  const outer = product.physicalId;
  const nested = recordsOf(product, { store }).flatMap(({ templateId }) =>
    Object.entries(templateOf(store, templateId).Resources).flatMap(([id, { Type }]) =>
      Type === NESTED_STACK ? [id] : [],
    ),
  );
  return [undefined, ...new Set(nested)].map((logicalId) => ({
    id: logicalId === undefined ? outer : nestedStackId(outer, logicalId, hash),
    product,
    nested: logicalId,
  }));
}

function stackShape({ id, product, nested, events }: FoundStack, { store, clock }: RequestContext): object {
  const stack = provisionedProductAt(product, store, clock.now())?.stack ?? undefined;
  const hidden = stack === undefined ? {} : templateOf(store, stack.templateId).Parameters;
  const latest = events.findLast(isOfStack);
  return {
    StackId: id,
    StackName: stackName(id),
    StackStatus: latest?.status,
    StackStatusReason: latest?.reason,
    CreationTime: new Date(product.createdAt),
    Parameters:
      nested === undefined
        ? Object.entries(stack?.parameters ?? {}).map(([key, value]) => ({
            ParameterKey: key,
            ParameterValue: hidden[key]?.NoEcho === true ? '****' : value,
          }))
        : [],
    DisableRollback: false,
    Tags: product.tags,
  };
}

function resourceShape(event: StackEvent): object {
  return {
    StackId: event.stackId,
    StackName: stackName(event.stackId),
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}

function eventShape(event: StackEvent, { hash }: RequestContext): object {
  const { stackId, at, logicalId, status } = event;
  return { ...resourceShape(event), EventId: hash('event', stackId, String(at), logicalId, status).slice(0, 36) };
}
