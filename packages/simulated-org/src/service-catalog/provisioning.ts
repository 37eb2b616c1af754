import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import { courseOf } from './course.ts';
import { idOf, placeKey, type Course, type ProvisionedProductEntity, type RecordEntity } from './entities.ts';
import { findProvisionedProduct, provisionedProductOf, recordsOf } from './find-provisioned-product.ts';
import { invalid, notFound, operation, optional, Tags, text } from './input.ts';
import { choose, type Choice, type Chosen } from './launch-choice.ts';
import { ParameterInput, parameterValues } from './parameters.ts';
import { tagOptionsOf } from './products.ts';
import { recordDetail } from './records.ts';
import { lackOfRights } from './rights.ts';
import { templateOf } from './template.ts';
import { lastRecordOf, provisionedProductAt } from './view.ts';

const token = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/);
const whichProduct = {
  ProductId: optional,
  ProductName: optional,
  ProvisioningArtifactId: optional,
  ProvisioningArtifactName: optional,
  PathId: optional,
  PathName: optional,
};
const which = { ProvisionedProductId: optional, ProvisionedProductName: optional };
const TERMINATION_TAKES = 3 * 60 * 1000;

/** Launch, update and end of provisioned products. Each makes a record, which takes its course. */
export const provisioningOperations = {
  ProvisionProduct: operation(
    {
      ...whichProduct,
      ProvisionedProductName: text,
      ProvisioningParameters: z.array(ParameterInput.omit({ UsePreviousValue: true })).default([]),
      Tags,
      NotificationArns: z.array(text).optional(),
      ProvisionToken: token,
    },
    provision,
  ),
  UpdateProvisionedProduct: operation(
    {
      ...which,
      ...whichProduct,
      ProvisioningParameters: z.array(ParameterInput).default([]),
      Tags: z.array(z.unknown()).optional(),
      UpdateToken: token,
    },
    update,
  ),
  TerminateProvisionedProduct: operation(
    {
      ...which,
      TerminateToken: token,
      IgnoreErrors: z.boolean().optional(),
      RetainPhysicalResources: z.boolean().optional(),
    },
    terminate,
  ),
};

function provision(
  input: Choice & {
    readonly ProvisionedProductName: string;
    readonly ProvisioningParameters: readonly ParameterInput[];
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
    readonly ProvisionToken: string;
  },
  context: RequestContext,
): object {
  const { store, caller, region, clock, hash } = context;
  const { ProvisionedProductName: name } = input;
  const place = { account: caller.account, region };
  const id = idOf('pp', context, name, input.ProvisionToken);
  const former = store.get('servicecatalog.provisionedProducts', id);
  const formerRecord = former && lastRecordOf(former, store);
  if (formerRecord !== undefined) return { RecordDetail: recordDetail(formerRecord, clock.now()) };
  if (findProvisionedProduct({ name }, context) !== undefined) {
    throw invalid(`A stack named ${name} already exists.`);
  }
  const chosen = choose(input, context);
  if (chosen.version.guidance === 'DEPRECATED')
    throw invalid(`Provisioning artifact ${chosen.version.id} is deprecated.`);
  const entity: ProvisionedProductEntity = {
    ...place,
    id,
    name,
    type: chosen.type,
    createdAt: clock.now(),
    userArn: userArnOf(context),
    userArnSession: caller.sessionArn,
    roleArn: caller.principalArn,
    tags: [...input.Tags, ...inheritedTags(chosen, context)],
    physicalId: physicalIdOf(id, chosen.type, { ...place, hash }),
    productId: chosen.product.id,
    shownVersionId: chosen.version.id,
    status: 'UNDER_CHANGE',
    statusMessage: null,
    stack: null,
    launchRoleArn: chosen.launchRoleArn,
    idempotencyToken: input.ProvisionToken,
    records: [],
    lastProvisioningRecordId: null,
    lastSuccessfulProvisioningRecordId: null,
  };
  const ids = store.get('servicecatalog.places', placeKey(place))?.provisionedProducts ?? [];
  store.put('servicecatalog.places', placeKey(place), { provisionedProducts: [...ids, id] });
  return begin(
    'provision',
    entity,
    { chosen, given: input.ProvisioningParameters, token: input.ProvisionToken },
    context,
  );
}

function update(
  input: Choice & {
    readonly ProvisionedProductId?: string | undefined;
    readonly ProvisionedProductName?: string | undefined;
    readonly ProvisioningParameters: readonly ParameterInput[];
    readonly Tags?: readonly unknown[] | undefined;
    readonly UpdateToken: string;
  },
  context: RequestContext,
): object {
  const { store, clock } = context;
  const entity = provisionedProductOf(input, context);
  const asked = JSON.stringify({ ...input, UpdateToken: undefined });
  const repeated = recordsOf(entity, context).find((record) => record.token === input.UpdateToken);
  if (repeated !== undefined) {
    if (repeated.asked !== asked) throw invalid(`The token ${input.UpdateToken} was used for another request.`);
    return { RecordDetail: recordDetail(repeated, clock.now()) };
  }
  const current = provisionedProductAt(entity, store, clock.now());
  if (current === undefined) throw notFound(`Provisioned product ${entity.id} not found.`);
  if (current.status === 'UNDER_CHANGE') throw invalid(`Provisioned product ${entity.id} is under change.`);
  if (input.Tags !== undefined) throw invalid('Tags may be updated only where a RESOURCE_UPDATE constraint allows it.');
  if (
    input.ProvisioningParameters.some(({ Value = '', UsePreviousValue }) => UsePreviousValue === true && Value !== '')
  ) {
    throw invalid('Cannot specify usePreviousValue as true and non empty value for a parameter');
  }
  const chosen = choose(
    {
      ...input,
      ProductId: input.ProductId ?? (input.ProductName === undefined ? entity.productId : undefined),
      ProvisioningArtifactId:
        input.ProvisioningArtifactId ??
        (input.ProvisioningArtifactName === undefined ? current.stack?.versionId : undefined),
    },
    context,
  );
  return begin(
    'update',
    { ...current, launchRoleArn: chosen.launchRoleArn },
    { chosen, given: input.ProvisioningParameters, token: input.UpdateToken, asked },
    context,
  );
}

function terminate(
  input: {
    readonly ProvisionedProductId?: string | undefined;
    readonly ProvisionedProductName?: string | undefined;
    readonly TerminateToken: string;
  },
  context: RequestContext,
): object {
  const { store, clock } = context;
  const entity = provisionedProductOf(input, context);
  const current = provisionedProductAt(entity, store, clock.now());
  if (current === undefined) throw notFound(`Provisioned product ${entity.id} not found.`);
  if (current.status === 'UNDER_CHANGE') throw invalid(`Provisioned product ${entity.id} is under change.`);
  const last = lastRecordOf(entity, store);
  const now = clock.now();
  const course: Course = {
    beganAt: now,
    failedAt: null,
    endsAt: now + TERMINATION_TAKES,
    errors: [],
    failure: null,
    status: 'AVAILABLE',
    after: null,
  };
  return addRecord(
    'TERMINATE_PROVISIONED_PRODUCT',
    current,
    {
      versionId: current.shownVersionId,
      templateId: current.stack?.templateId ?? '',
      pathId: last?.pathId ?? '',
      token: input.TerminateToken,
      asked: '',
      course,
    },
    context,
  );
}

function begin(
  kind: 'provision' | 'update',
  entity: ProvisionedProductEntity,
  {
    chosen,
    given,
    token: requestToken,
    asked = '',
  }: {
    readonly chosen: Chosen;
    readonly given: readonly ParameterInput[];
    readonly token: string;
    readonly asked?: string;
  },
  context: RequestContext,
): object {
  const { store } = context;
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
      refusal: lackOfRights(kind, entity, template.Metadata.SimulatedOrganisation.requires, context),
    },
    context,
  );
  const type = kind === 'provision' ? 'PROVISION_PRODUCT' : 'UPDATE_PROVISIONED_PRODUCT';
  return addRecord(
    type,
    { ...entity, productId: product.id },
    { versionId: version.id, templateId: version.templateId, pathId: path.id, token: requestToken, asked, course },
    context,
  );
}

function addRecord(
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

/** TagOptions of product and portfolio become tags of what is launched. */
function inheritedTags({ product, path }: Chosen, context: RequestContext) {
  const source = path.portfolio.account === context.caller.account ? undefined : path.portfolio.id;
  return tagOptionsOf(product, source, context)
    .filter(({ active }) => active)
    .map(({ key, value }) => ({ Key: key, Value: value }));
}

/** The ARN of who launched it: of a role the role's, as Service Catalog shows it. */
function userArnOf({ caller }: RequestContext): string {
  return caller.principalArn;
}

function physicalIdOf(
  id: string,
  type: string,
  {
    account,
    region,
    hash,
  }: { readonly account: string; readonly region: string; readonly hash: RequestContext['hash'] },
): string | null {
  const uuid = hash('stack', account, region, id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  const name = `SC-${account}-${id}`;
  if (type === 'CFN_STACK') return `arn:aws:cloudformation:${region}:${account}:stack/${name}/${uuid}`;
  return type === 'CFN_STACKSET' ? `arn:aws:cloudformation:${region}:${account}:stackset/${name}:${uuid}` : null;
}
