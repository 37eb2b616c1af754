import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import { catalogArn, placeKey, type ProvisionedProductEntity } from './entities.ts';
import { invalid, notFound, operation, optional, paged } from './input.ts';
import { pageWanted } from './lists.ts';
import { AccessLevelFilter, isWithin } from './levels.ts';
import { findProvisionedProduct } from './find-provisioned-product.ts';
import { provisionedProductAt } from './view.ts';

/** The fields by which a SearchQuery finds, with the value of each. */
const SEARCH_FIELDS: Readonly<Record<string, (product: ProvisionedProductEntity) => string | null | undefined>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  status: ({ status }) => status,
  type: ({ type }) => type,
  productid: ({ productId }) => productId,
  provisioningartifactid: ({ shownVersionId }) => shownVersionId,
  physicalid: ({ physicalId }) => physicalId,
  userarn: ({ userArn }) => userArn,
  lastrecordid: ({ records }) => records.at(-1),
};

/** How provisioned products are found and looked at. */
export const provisionedProductOperations = {
  SearchProvisionedProducts: operation(
    {
      AccessLevelFilter: AccessLevelFilter.default({ Key: 'Account', Value: 'self' }),
      Filters: z.strictObject({ SearchQuery: z.array(z.string()) }).optional(),
      SortBy: z.enum(['arn', 'id', 'name', 'lastRecordId']).optional(),
      SortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
      ...paged(100),
    },
    ({ AccessLevelFilter: level, Filters, SortBy, SortOrder, PageToken, PageSize }, context) => {
      const found = productsOfPlace(context).filter(
        (product) => isWithin(level, product, context.caller) && fits(product, Filters?.SearchQuery ?? []),
      );
      const all = SortBy === undefined ? found : found.toSorted((a, b) => compare(SortBy, a, b));
      if (SortOrder === 'DESCENDING') all.reverse();
      const { items, next } = pageWanted(all, { PageToken, PageSize }, context);
      return {
        ProvisionedProducts: items.map((product) => attribute(product, context)),
        TotalResultsCount: all.length,
        NextPageToken: next,
      };
    },
  ),
  ScanProvisionedProducts: operation(
    { AccessLevelFilter: AccessLevelFilter.default({ Key: 'User', Value: 'self' }), ...paged(20) },
    ({ AccessLevelFilter: level, PageToken, PageSize }, context) => {
      const all = productsOfPlace(context).filter((product) => isWithin(level, product, context.caller));
      const { items, next } = pageWanted(all, { PageToken, PageSize }, context);
      return { ProvisionedProducts: items.map(detail), NextPageToken: next };
    },
  ),
  DescribeProvisionedProduct: operation({ Id: optional, Name: optional }, ({ Id, Name }, context) => {
    if ((Id === undefined) === (Name === undefined)) throw invalid('Either Id or Name is needed.');
    const entity = findProvisionedProduct({ id: Id, name: Name }, context);
    const product = entity && provisionedProductAt(entity, context.store, context.clock.now());
    if (product === undefined) throw notFound(`Provisioned product ${Id ?? Name} not found.`);
    return { ProvisionedProductDetail: detail(product), CloudWatchDashboards: [] };
  }),
};

function productsOfPlace({ store, caller, region, clock }: RequestContext): ProvisionedProductEntity[] {
  const { provisionedProducts } = store.get('servicecatalog.places', placeKey({ account: caller.account, region })) ?? {
    provisionedProducts: [],
  };
  return provisionedProducts.flatMap((id) => {
    const entity = store.get('servicecatalog.provisionedProducts', id);
    return entity === undefined ? [] : (provisionedProductAt(entity, store, clock.now()) ?? []);
  });
}

/** `field:value`; whether several may be joined by AND or OR is not documented, so all of the list have to fit. */
function fits(product: ProvisionedProductEntity, queries: readonly string[]): boolean {
  return queries.every((query) => {
    const [field = '', ...rest] = query.split(':');
    const value = SEARCH_FIELDS[field.toLowerCase()];
    if (value === undefined) throw invalid(`The search field ${field} is not known here.`);
    return value(product) === rest.join(':');
  });
}

function compare(
  by: 'arn' | 'id' | 'name' | 'lastRecordId',
  a: ProvisionedProductEntity,
  b: ProvisionedProductEntity,
): number {
  const value = (product: ProvisionedProductEntity) =>
    by === 'arn'
      ? catalogArn(product, product.id)
      : by === 'lastRecordId'
        ? (product.records.at(-1) ?? '')
        : product[by];
  return value(a) < value(b) ? -1 : 1;
}

function common(product: ProvisionedProductEntity): object {
  return {
    Name: product.name,
    Arn: `arn:aws:servicecatalog:${product.region}:${product.account}:stack/${product.name}/${product.id}`,
    Type: product.type,
    Id: product.id,
    Status: product.status,
    StatusMessage: product.statusMessage ?? undefined,
    CreatedTime: new Date(product.createdAt),
    IdempotencyToken: product.idempotencyToken,
    LastRecordId: product.records.at(-1),
    LastProvisioningRecordId: product.lastProvisioningRecordId ?? undefined,
    LastSuccessfulProvisioningRecordId: product.lastSuccessfulProvisioningRecordId ?? undefined,
    ProductId: product.productId,
    ProvisioningArtifactId: product.shownVersionId,
  };
}

function attribute(product: ProvisionedProductEntity, { store }: RequestContext): object {
  const catalogProduct = store.get('servicecatalog.products', product.productId);
  return {
    ...common(product),
    Tags: product.tags,
    PhysicalId: product.physicalId ?? undefined,
    ProductName: catalogProduct?.name,
    ProvisioningArtifactName: catalogProduct?.versions.find(({ id }) => id === product.shownVersionId)?.name,
    UserArn: product.userArn,
    UserArnSession: product.userArnSession,
  };
}

function detail(product: ProvisionedProductEntity): object {
  return { ...common(product), LaunchRoleArn: product.launchRoleArn ?? undefined };
}
