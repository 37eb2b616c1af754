import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { catalogArn, idOf, type Place, type TagOption } from './entities.ts';
import { notFound, operation, optional, paged, text } from './input.ts';
import { pageWanted } from './lists.ts';
import { isMigrated, tagOptionDetail } from './effective-tag-options.ts';
import { seesProduct } from './visibility.ts';

/** The ARN that an operation on a resource of a TagOption is checked against. */
const ofResource = {
  resources: ({ ResourceId: id = '' }: { readonly ResourceId?: string }, { caller, region }: RequestContext) => [
    resourceArn(id, { account: caller.account, region }),
  ],
};

/** Lists of TagOptions call their next token PageToken. */
const operations: Readonly<Record<string, Operation>> = {
  CreateTagOption: operation({ Key: text.max(128), Value: text.max(256) }, ({ Key: key, Value: value }, context) => {
    const { store, caller, region } = context;
    const others = tagOptionsOfPlace(context);
    refuseDuplicate({ key, value }, others);
    const usual = idOf('tag', context, key, value);
    // One whose value was changed keeps its id, also when its former value comes again.
    const isTaken = store.get('servicecatalog.tagOptions', usual) !== undefined;
    const id = isTaken ? idOf('tag', context, key, value, String(others.length)) : usual;
    const option: TagOption = { id, account: caller.account, region, key, value, active: true, resources: [] };
    store.put('servicecatalog.tagOptions', id, option);
    return { TagOptionDetail: tagOptionDetail(option) };
  }),
  DescribeTagOption: operation({ Id: text }, ({ Id }, context) => ({
    TagOptionDetail: tagOptionDetail(ownTagOption(Id, context)),
  })),
  UpdateTagOption: operation(
    { Id: text, Value: text.max(256).optional(), Active: z.boolean().optional() },
    ({ Id, Value, Active }, context) => {
      const option = ownTagOption(Id, context);
      const changed = { ...option, value: Value ?? option.value, active: Active ?? option.active };
      refuseDuplicate(
        changed,
        tagOptionsOfPlace(context).filter(({ id }) => id !== Id),
      );
      context.store.put('servicecatalog.tagOptions', Id, changed);
      return { TagOptionDetail: tagOptionDetail(changed) };
    },
  ),
  ListTagOptions: operation(
    {
      Filters: z.strictObject({ Key: optional, Value: optional, Active: z.boolean().optional() }).default({}),
      ...paged(20),
    },
    ({ Filters: { Key, Value, Active }, PageToken, PageSize }, context) => {
      const all = tagOptionsOfPlace(context).filter(
        ({ key, value, active }) =>
          (Key === undefined || key === Key) &&
          (Value === undefined || value === Value) &&
          (Active === undefined || active === Active),
      );
      const { items, next } = pageWanted(all, { PageToken, PageSize }, context);
      return { TagOptionDetails: items.map(tagOptionDetail), PageToken: next };
    },
  ),
  AssociateTagOptionWithResource: operation(
    { ResourceId: text, TagOptionId: text },
    ({ ResourceId, TagOptionId }, context) => {
      const option = ownTagOption(TagOptionId, context);
      if (!seesResource(ResourceId, context)) throw notFound(`Resource ${ResourceId} not found.`);
      if (option.resources.includes(ResourceId)) {
        throw new ServiceError('DuplicateResourceException', `${ResourceId} has the TagOption ${TagOptionId} already.`);
      }
      context.store.put('servicecatalog.tagOptions', TagOptionId, {
        ...option,
        resources: [...option.resources, ResourceId],
      });
      return {};
    },
    ofResource,
  ),
  DisassociateTagOptionFromResource: operation(
    { ResourceId: text, TagOptionId: text },
    ({ ResourceId, TagOptionId }, context) => {
      const option = ownTagOption(TagOptionId, context);
      const resources = option.resources.filter((id) => id !== ResourceId);
      if (resources.length === option.resources.length)
        throw notFound(`${ResourceId} does not have the TagOption ${TagOptionId}.`);
      context.store.put('servicecatalog.tagOptions', TagOptionId, { ...option, resources });
      return {};
    },
    ofResource,
  ),
  ListResourcesForTagOption: operation(
    { TagOptionId: text, ResourceType: z.enum(['Product', 'Portfolio']).optional(), ...paged(20) },
    ({ TagOptionId, ResourceType, PageToken, PageSize }, context) => {
      const wanted = ResourceType === undefined ? '' : { Product: 'prod-', Portfolio: 'port-' }[ResourceType];
      const all = ownTagOption(TagOptionId, context).resources.filter((id) => id.startsWith(wanted));
      const { items, next } = pageWanted(all, { PageToken, PageSize }, context);
      return { ResourceDetails: items.map((id) => resourceDetail(id, context)), PageToken: next };
    },
  ),
};

/** The operations on TagOptions: each fails in an account whose TagOptions were never migrated. */
export const tagOptionOperations: Readonly<Record<string, Operation>> = Object.fromEntries(
  Object.entries(operations).map(([name, one]) => [
    name,
    { ...one, run: (input, context) => run(one, input, context) } satisfies Operation,
  ]),
);

function run(one: Operation, input: never, context: RequestContext): unknown {
  if (!isMigrated(context.store, context.caller.account)) {
    throw new ServiceError(
      'TagOptionNotMigratedException',
      'An operation requiring TagOptions failed because the TagOptions migration process has not been performed for this account.',
    );
  }
  return one.run(input, context);
}

function refuseDuplicate({ key, value }: Pick<TagOption, 'key' | 'value'>, others: readonly TagOption[]): void {
  if (others.some((other) => other.key === key && other.value === value))
    throw new ServiceError('DuplicateResourceException', `The TagOption ${key}=${value} exists already.`);
}

function tagOptionsOfPlace({ store, caller, region }: RequestContext): TagOption[] {
  return [...store.all('servicecatalog.tagOptions')].filter(
    (option) => option.account === caller.account && option.region === region,
  );
}

function ownTagOption(id: string, context: RequestContext): TagOption {
  const option = tagOptionsOfPlace(context).find((one) => one.id === id);
  if (option === undefined) throw notFound(`TagOption ${id} not found.`);
  return option;
}

function seesResource(id: string, context: RequestContext): boolean {
  const { store, caller, region } = context;
  const product = store.get('servicecatalog.products', id);
  if (product !== undefined) return seesProduct(context, { account: caller.account, region }, product);
  return store.get('servicecatalog.portfolios', id)?.account === caller.account;
}

function resourceDetail(id: string, { store, caller, region }: RequestContext): object {
  const product = store.get('servicecatalog.products', id);
  const portfolio = store.get('servicecatalog.portfolios', id);
  return {
    Id: id,
    ARN: resourceArn(id, { account: caller.account, region }),
    Name: product?.name ?? portfolio?.name,
    Description: product?.description ?? portfolio?.description,
    CreatedTime: new Date(product?.createdAt ?? portfolio?.createdAt ?? 0),
  };
}

function resourceArn(id: string, place: Place): string {
  return catalogArn(place, `${id.startsWith('prod-') ? 'product' : 'portfolio'}/${id}`);
}
