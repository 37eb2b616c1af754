import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { placeKey, type ProvisionedProductEntity } from '../service-catalog/entities.ts';
import { templateOf } from '../service-catalog/template.ts';
import { lastRecordOf, provisionedProductAt, stackStatusAt } from '../service-catalog/view.ts';
import { nestedStackId, stackEvents, type StackEvent } from './events.ts';

const Input = z.strictObject({
  StackName: z.string().optional(),
  NextToken: z.string().optional(),
  LogicalResourceId: z.string().optional(),
});
type Input = z.infer<typeof Input>;

/** AWS does not say how many events it gives at once. */
const EVENTS_PER_PAGE = 100;

const ofStack = {
  resources: ({ StackName: name = '' }: Input, { caller, region }: RequestContext) => [
    name.startsWith('arn:')
      ? name
      : `arn:aws:cloudformation:${region}:${caller.account}:stack/${name === '' ? '*' : `${name}/*`}`,
  ],
};

/** The operations of AWS CloudFormation that look at the stacks behind provisioned products, as BEHAVIOUR.md has them. */
export const cloudFormationOperations: Readonly<Record<string, Operation>> = {
  DescribeStacks: {
    ...ofStack,
    run: (input: Input, context: RequestContext) => {
      const stack = stackOf(input, context);
      return { Stacks: [stackShape(stack, context)] };
    },
  },
  DescribeStackEvents: {
    ...ofStack,
    run: (input: Input, context: RequestContext) => {
      const stack = stackOf(input, context);
      const now = context.clock.now();
      const newestFirst = stackEvents(stack.product, { ...context, nested: stack.nested })
        .filter(({ at }) => at <= now)
        .toSorted((a, b) => b.at - a.at);
      const { items, next } = pageOf(newestFirst, { size: EVENTS_PER_PAGE, token: input.NextToken }, context);
      return { StackEvents: items.map((one, index) => eventShape(one, index, context)), NextToken: next };
    },
  },
  DescribeStackResources: {
    ...ofStack,
    run: (input: Input, context: RequestContext) => {
      const { product, nested, id } = stackOf(input, context);
      const now = context.clock.now();
      const latest = new Map<string, StackEvent>();
      for (const event of stackEvents(product, { ...context, nested })) {
        if (event.at <= now && event.physicalId !== id) latest.set(event.logicalId, event);
      }
      return {
        StackResources: [...latest.values()].map((event) => ({
          StackId: event.stackId,
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          Timestamp: new Date(event.at),
          ResourceStatus: event.status,
          ResourceStatusReason: event.reason,
        })),
      };
    },
  },
};

interface FoundStack {
  readonly id: string;
  readonly product: ProvisionedProductEntity;
  /** The logical id of the resource that a nested stack is. */
  readonly nested: string | undefined;
}

/** A stack by its name or ARN. Throws ValidationError for one that is not there, as CloudFormation does. */
function stackOf(input: Input, context: RequestContext): FoundStack {
  const { success, data } = Input.safeParse(input);
  if (!success || data.StackName === undefined) throw new ServiceError('ValidationError', 'StackName is needed here.');
  const name = data.StackName;
  const missing = new ServiceError('ValidationError', `Stack with id ${name} does not exist`);
  const { store, caller, region, hash } = context;
  const plain = name.startsWith('arn:') ? (name.split('/')[1] ?? '') : name;
  const [, id, logicalId] = /^SC-\d{12}-(pp-[0-9a-z]+)(?:-([A-Za-z0-9]+)-[0-9A-F]+)?$/.exec(plain) ?? [];
  const ids =
    store.get('servicecatalog.places', placeKey({ account: caller.account, region }))?.provisionedProducts ?? [];
  const product =
    id !== undefined && ids.includes(id) ? store.get('servicecatalog.provisionedProducts', id) : undefined;
  if (product?.physicalId == null || product.type !== 'CFN_STACK') throw missing;
  if (provisionedProductAt(product, store, context.clock.now()) === undefined) throw missing;
  const stackId = logicalId === undefined ? product.physicalId : nestedStackId(product.physicalId, logicalId, hash);
  if (name.startsWith('arn:') && name !== stackId) throw missing;
  return { id: stackId, product, nested: logicalId };
}

function stackShape({ id, product, nested }: FoundStack, context: RequestContext): object {
  const { store, clock } = context;
  const now = clock.now();
  const current = provisionedProductAt(product, store, now);
  const stack = current?.stack ?? lastRecordOf(product, store)?.before ?? undefined;
  const hidden = stack === undefined ? {} : templateOf(store, stack.templateId).Parameters;
  return {
    StackId: id,
    StackName: id.split('/')[1],
    StackStatus: stackStatusAt(product, store, now) ?? 'CREATE_IN_PROGRESS',
    StackStatusReason: current?.statusMessage ?? undefined,
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

function eventShape(event: StackEvent, index: number, { hash }: RequestContext): object {
  return {
    StackId: event.stackId,
    EventId: hash('event', event.stackId, String(event.at), event.logicalId, String(index)).slice(0, 36),
    StackName: event.stackId.split('/')[1],
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}
