import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { addRecord, askedFor, beginOperation, repetition } from './begin-operation.ts';
import { tagsOfLaunch, type Tag } from './effective-tag-options.ts';
import { idOf, placeKey, type Course, type ProvisionedProductEntity } from './entities.ts';
import { findProvisionedProduct, provisionedProductOf } from './find-provisioned-product.ts';
import { Tags, invalid, notFound, operation, optional, token } from './input.ts';
import { choose, type Choice } from './launch-choice.ts';
import { ParameterInput } from './parameters.ts';
import { ofProduct } from './versions.ts';
import { lastRecordOf, provisionedProductAt } from './view.ts';

const whichProduct = {
  ProductId: optional,
  ProductName: optional,
  ProvisioningArtifactId: optional,
  ProvisioningArtifactName: optional,
  PathId: optional,
  PathName: optional,
};
/** The letters of a name of a provisioned product. */
const name = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/);
const which = { ProvisionedProductId: optional, ProvisionedProductName: optional };
const TERMINATION_TAKES = 3 * 60 * 1000;

/** Launch, update and end of provisioned products. Each makes a record, which takes its course. */
export const provisioningOperations = {
  ProvisionProduct: operation(
    {
      ...whichProduct,
      ProvisionedProductName: name,
      ProvisioningParameters: z.array(ParameterInput.omit({ UsePreviousValue: true })).default([]),
      Tags,
      ProvisionToken: token,
    },
    provision,
    ofProduct('ProductId'),
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
      RetainPhysicalResources: z.literal(false).optional(),
    },
    terminate,
  ),
};

function provision(
  input: Choice & {
    readonly ProvisionedProductName: string;
    readonly ProvisioningParameters: readonly ParameterInput[];
    readonly Tags: readonly Tag[];
    readonly ProvisionToken: string;
  },
  context: RequestContext,
): object {
  const { store, caller, region, clock, hash } = context;
  const { ProvisionedProductName: name, ProvisionToken: requestToken } = input;
  const place = { account: caller.account, region };
  const id = idOf('pp', context, name, requestToken);
  const request = { token: requestToken, asked: askedFor(input, context) };
  const former = store.get('servicecatalog.provisionedProducts', id);
  const repeated = former && repetition(former, request, context);
  if (repeated !== undefined) return repeated;
  if (findProvisionedProduct({ name }, context) !== undefined) {
    throw new ServiceError('DuplicateResourceException', `A provisioned product named ${name} already exists.`);
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
    tags: tagsOfLaunch(input.Tags, chosen, context),
    physicalId: physicalIdOf(id, chosen.type, { ...place, hash }),
    productId: chosen.product.id,
    shownVersionId: chosen.version.id,
    status: 'UNDER_CHANGE',
    statusMessage: null,
    stack: null,
    launchRoleArn: chosen.launchRoleArn,
    idempotencyToken: requestToken,
    records: [],
    lastProvisioningRecordId: null,
    lastSuccessfulProvisioningRecordId: null,
  };
  const ids = store.get('servicecatalog.places', placeKey(place))?.provisionedProducts ?? [];
  store.put('servicecatalog.places', placeKey(place), { provisionedProducts: [...ids, id] });
  return beginOperation('provision', entity, { ...request, chosen, given: input.ProvisioningParameters }, context);
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
  const entity = provisionedProductOf(input, context);
  const request = { token: input.UpdateToken, asked: askedFor(input, context) };
  const repeated = repetition(entity, request, context);
  if (repeated !== undefined) return repeated;
  const current = atRest(entity, context);
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
  return beginOperation(
    'update',
    { ...current, launchRoleArn: chosen.launchRoleArn },
    { ...request, chosen, given: input.ProvisioningParameters },
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
  const entity = provisionedProductOf(input, context);
  const request = { token: input.TerminateToken, asked: askedFor(input, context) };
  const repeated = repetition(entity, request, context);
  if (repeated !== undefined) return repeated;
  const current = atRest(entity, context);
  const last = lastRecordOf(entity, context.store);
  const now = context.clock.now();
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
      ...request,
      versionId: current.shownVersionId,
      templateId: last?.templateId ?? '',
      pathId: last?.pathId ?? '',
      course,
    },
    context,
  );
}

/** A provisioned product between operations. Throws while one goes on. */
function atRest(entity: ProvisionedProductEntity, { store, clock }: RequestContext): ProvisionedProductEntity {
  const current = provisionedProductAt(entity, store, clock.now());
  if (current === undefined) throw notFound(`Provisioned product ${entity.id} not found.`);
  if (current.status === 'UNDER_CHANGE') throw invalid(`Provisioned product ${entity.id} is under change.`);
  return current;
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
