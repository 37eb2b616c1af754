import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import { placeKey, type RecordEntity } from './entities.ts';
import { notFound, operation, paged, text } from './input.ts';
import { AccessLevelFilter, isWithin } from './levels.ts';
import { listed } from './lists.ts';
import { recordStatus, recordUpdatedAt } from './view.ts';

/** Records of operations; they outlive what they were made for. */
export const recordOperations = {
  DescribeRecord: operation({ Id: text, ...paged(20) }, ({ Id }, { store, caller, region, clock }) => {
    const record = store.get('servicecatalog.records', Id);
    if (record?.account !== caller.account || record.region !== region) throw notFound(`Record ${Id} not found.`);
    return { RecordDetail: recordDetail(record, clock.now()), RecordOutputs: [] };
  }),
  ListRecordHistory: operation(
    {
      AccessLevelFilter: AccessLevelFilter.default({ Key: 'User', Value: 'self' }),
      SearchFilter: z.strictObject({ Key: z.enum(['product', 'provisionedproduct']), Value: text }).optional(),
      ...paged(20),
    },
    ({ AccessLevelFilter: level, SearchFilter, PageToken, PageSize }, context) => {
      const all = recordsOfPlace(context)
        .filter((record) => {
          const product = context.store.get('servicecatalog.provisionedProducts', record.provisionedProductId);
          return isWanted(record, SearchFilter) && product !== undefined && isWithin(level, product, context.caller);
        })
        .map((record) => recordDetail(record, context.clock.now()));
      return listed('RecordDetails', all, { PageToken, PageSize }, context);
    },
  ),
};

function isWanted(
  record: RecordEntity,
  filter: { readonly Key: 'product' | 'provisionedproduct'; readonly Value: string } | undefined,
): boolean {
  if (filter === undefined) return true;
  return filter.Value === (filter.Key === 'product' ? record.productId : record.provisionedProductId);
}

function recordsOfPlace({ store, caller, region }: RequestContext): RecordEntity[] {
  const { provisionedProducts } = store.get('servicecatalog.places', placeKey({ account: caller.account, region })) ?? {
    provisionedProducts: [],
  };
  return provisionedProducts
    .flatMap((id) => store.get('servicecatalog.provisionedProducts', id)?.records ?? [])
    .flatMap((id) => store.get('servicecatalog.records', id) ?? [])
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

export function recordDetail(record: RecordEntity, now: number): object {
  const status = recordStatus(record, now);
  return {
    RecordId: record.id,
    ProvisionedProductName: record.provisionedProductName,
    Status: status,
    CreatedTime: new Date(record.createdAt),
    UpdatedTime: new Date(recordUpdatedAt(record, now)),
    ProvisionedProductType: record.provisionedProductType,
    RecordType: record.type,
    ProvisionedProductId: record.provisionedProductId,
    ProductId: record.productId,
    ProvisioningArtifactId: record.versionId,
    PathId: record.pathId,
    RecordErrors: status === 'FAILED' || status === 'IN_PROGRESS_IN_ERROR' ? record.course.errors : [],
    RecordTags: [],
    LaunchRoleArn: record.launchRoleArn ?? undefined,
  };
}
