import { refusalOfUpdate } from '../cloudformation/stack-statuses.ts';
import type { RequestContext } from '../operation.ts';
import { courseOf } from './course.ts';
import { idOf, type ProvisionedProductEntity, type RecordEntity } from './entities.ts';
import { recordsOf } from './find-provisioned-product.ts';
import { invalid } from './input.ts';
import type { Chosen } from './launch-choice.ts';
import { parameterValues, type ParameterInput } from './parameters.ts';
import { recordDetail } from './records.ts';
import { lackOfRights } from './rights.ts';
import { templateOf } from './template.ts';

/** By what a request that comes again is known. */
type Request = Pick<RecordEntity, 'token' | 'asked'>;

/** What stands for a request under its token, so that another request under the same token is told apart. */
export function askedFor(input: object, { hash }: RequestContext): string {
  return hash('asked', JSON.stringify(input)).slice(0, 16);
}

/** The answer to a request that was made before; undefined for a new one. Throws when its token was used for another. */
export function repetition(
  entity: ProvisionedProductEntity,
  { token, asked }: Request,
  context: RequestContext,
): object | undefined {
  const record = recordsOf(entity, context).find((one) => one.token === token);
  if (record === undefined) return undefined;
  if (record.asked !== asked) throw invalid(`The token ${token} was used for another request.`);
  return { RecordDetail: recordDetail(record, context.clock.now()) };
}

/**
 * Begins a launch or an update: its whole course is known from now on, and follows from the template, its parameters, and the rights of who acts.
 */
export function beginOperation(
  kind: 'provision' | 'update',
  entity: ProvisionedProductEntity,
  { chosen, given, token, asked }: Request & { readonly chosen: Chosen; readonly given: readonly ParameterInput[] },
  context: RequestContext,
): object {
  const { store, clock } = context;
  const { version, path, product } = chosen;
  const template = templateOf(store, version.templateId);
  const before = entity.stack;
  const course = courseOf(
    {
      kind,
      provisionedProduct: entity,
      template,
      versionId: version.id,
      templateId: version.templateId,
      parameters: parameterValues(template, given, before?.parameters ?? {}),
      before,
      templateBefore: before === null ? undefined : templateOf(store, before.templateId),
      refusal:
        lackOfRights(kind, entity, template.Metadata.SimulatedOrganisation.requires, context) ??
        (kind === 'update' ? refusalOfUpdate(entity, store, clock.now()) : undefined),
    },
    context,
  );
  const type = kind === 'provision' ? 'PROVISION_PRODUCT' : 'UPDATE_PROVISIONED_PRODUCT';
  return addRecord(
    type,
    { ...entity, productId: product.id },
    { versionId: version.id, templateId: version.templateId, pathId: path.id, token, asked, course },
    context,
  );
}

/** Writes down an operation with its course, as the last one on its provisioned product. */
export function addRecord(
  type: RecordEntity['type'],
  entity: ProvisionedProductEntity,
  facts: Pick<RecordEntity, 'versionId' | 'templateId' | 'pathId' | 'token' | 'asked' | 'course'>,
  context: RequestContext,
): object {
  const { store, clock, caller, region } = context;
  const id = idOf('rec', context, entity.id, facts.token, String(entity.records.length));
  const record: RecordEntity = {
    ...facts,
    id,
    account: caller.account,
    region,
    type,
    provisionedProductId: entity.id,
    provisionedProductName: entity.name,
    provisionedProductType: entity.type,
    productId: entity.productId,
    launchRoleArn: entity.launchRoleArn,
    createdAt: clock.now(),
    before: entity.stack,
  };
  store.put('servicecatalog.records', id, record);
  store.put('servicecatalog.provisionedProducts', entity.id, {
    ...entity,
    records: [...entity.records, id],
    lastProvisioningRecordId: id,
  });
  return { RecordDetail: recordDetail(record, clock.now()) };
}
