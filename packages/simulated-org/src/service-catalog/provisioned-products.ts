import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import type { Store } from '../store.ts';
import { placeKey, type ProvisionedProductEntity } from './entities.ts';
import { findProvisionedProduct } from './find-provisioned-product.ts';
import { invalid, notFound, operation, optional, paged } from './input.ts';
import { AccessLevelFilter, isWithin } from './levels.ts';
import { pageWanted } from './lists.ts';
import { provisionedProductAt } from './view.ts';

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
        (product) => isWithin(level, product, context.caller) && fits(product, Filters?.SearchQuery ?? [], context),
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

type SearchField = (product: ProvisionedProductEntity, store: Store) => string | null | undefined;

/** The fields by which a SearchQuery finds, with the value of each. */
const SEARCH_FIELDS: ReadonlyMap<string, SearchField> = new Map<string, SearchField>([
  ['arn', arnOf],
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['status', ({ status }) => status],
  ['type', ({ type }) => type],
  ['productid', ({ productId }) => productId],
  ['productname', (product, store) => catalogueNames(product, store).product],
  ['provisioningartifactid', ({ shownVersionId }) => shownVersionId],
  ['provisioningartifactname', (product, store) => catalogueNames(product, store).version],
  ['physicalid', ({ physicalId }) => physicalId],
  ['userarn', ({ userArn }) => userArn],
  ['userarnsession', ({ userArnSession }) => userArnSession],
  ['idempotencytoken', ({ idempotencyToken }) => idempotencyToken],
  ['lastrecordid', ({ records }) => records.at(-1)],
  ['lastprovisioningrecordid', ({ lastProvisioningRecordId }) => lastProvisioningRecordId],
  [
    'lastsuccessfulprovisioningrecordid',
    ({ lastSuccessfulProvisioningRecordId }) => lastSuccessfulProvisioningRecordId,
  ],
]);

/** `field:value`; whether several may be joined by AND or OR is not documented, so all of the list have to fit. */
function fits(
  product: ProvisionedProductEntity,
  queries: readonly string[],
  { store }: Pick<RequestContext, 'store'>,
): boolean {
  return queries.every((query) => {
    const [field = '', ...rest] = query.split(':');
    const value = SEARCH_FIELDS.get(field.toLowerCase());
    if (value === undefined) throw invalid(`The search field ${field} is not known here.`);
    return value(product, store) === rest.join(':');
  });
}

/** The names of product and version; those that are gone have none any more. */
function catalogueNames(
  { productId, shownVersionId }: ProvisionedProductEntity,
  store: Store,
): { readonly product: string | undefined; readonly version: string | undefined } {
  const product = store.get('servicecatalog.products', productId);
  return { product: product?.name, version: product?.versions.find(({ id }) => id === shownVersionId)?.name };
}

function arnOf({ region, account, name, id }: ProvisionedProductEntity): string {
  return `arn:aws:servicecatalog:${region}:${account}:stack/${name}/${id}`;
}

function compare(
  by: 'arn' | 'id' | 'name' | 'lastRecordId',
  a: ProvisionedProductEntity,
  b: ProvisionedProductEntity,
): number {
  const value = (product: ProvisionedProductEntity) =>
    by === 'arn' ? arnOf(product) : by === 'lastRecordId' ? (product.records.at(-1) ?? '') : product[by];
  return value(a) < value(b) ? -1 : 1;
}

function common(product: ProvisionedProductEntity): object {
  return {
    Name: product.name,
    Arn: arnOf(product),
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
  const names = catalogueNames(product, store);
  return {
    ...common(product),
    Tags: product.tags,
    PhysicalId: product.physicalId ?? undefined,
    ProductName: names.product,
    ProvisioningArtifactName: names.version,
    UserArn: product.userArn,
    UserArnSession: product.userArnSession,
  };
}

function detail(product: ProvisionedProductEntity): object {
  return { ...common(product), LaunchRoleArn: product.launchRoleArn ?? undefined };
}
