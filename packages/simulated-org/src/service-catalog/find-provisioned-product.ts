import type { RequestContext } from '../operation.ts';
import { placeKey, type ProvisionedProductEntity, type RecordEntity } from './entities.ts';
import { invalid, notFound } from './input.ts';
import { provisionedProductAt } from './view.ts';

/** A provisioned product of the caller's account and Region, by id or name, that is not gone. */
export function findProvisionedProduct(
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
  { store, caller, region, clock }: RequestContext,
): ProvisionedProductEntity | undefined {
  const ids =
    store.get('servicecatalog.places', placeKey({ account: caller.account, region }))?.provisionedProducts ?? [];
  const candidates = id === undefined ? ids : ids.includes(id) ? [id] : [];
  return candidates
    .map((candidate) => store.get('servicecatalog.provisionedProducts', candidate))
    .find(
      (entity) =>
        entity !== undefined &&
        (name === undefined || entity.name === name) &&
        provisionedProductAt(entity, store, clock.now()) !== undefined,
    );
}

/** The one that a request names. Throws when it names none or both ways, and for one that is not there. */
export function provisionedProductOf(
  {
    ProvisionedProductId: id,
    ProvisionedProductName: name,
  }: { readonly ProvisionedProductId?: string | undefined; readonly ProvisionedProductName?: string | undefined },
  context: RequestContext,
): ProvisionedProductEntity {
  if ((id === undefined) === (name === undefined))
    throw invalid('Either ProvisionedProductId or ProvisionedProductName is needed.');
  const entity = findProvisionedProduct({ id, name }, context);
  if (entity === undefined) throw notFound(`Provisioned product ${id ?? name} not found.`);
  return entity;
}

export function recordsOf(
  { records }: ProvisionedProductEntity,
  { store }: Pick<RequestContext, 'store'>,
): RecordEntity[] {
  return records.flatMap((id) => store.get('servicecatalog.records', id) ?? []);
}
