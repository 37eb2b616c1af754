import * as z from 'zod';
import { findRole } from '../iam/roles.ts';
import { refusalOf } from '../iam/authorize.ts';
import type { RequestContext } from '../operation.ts';
import { courseOf } from './course.ts';
import {
  idOf,
  placeKey,
  type Course,
  type Product,
  type ProvisionedProductEntity,
  type RecordEntity,
  type Version,
} from './entities.ts';
import { invalid, notFound, operation, optional, Tags, text } from './input.ts';
import { ParameterInput, parameterValues } from './parameters.ts';
import { constraintOf } from './portfolios.ts';
import { tagOptionsOf, versionOf } from './products.ts';
import { recordDetail } from './records.ts';
import { templateOf } from './template.ts';
import { lastRecordOf, provisionedProductAt } from './view.ts';
import { launchPathsOf, visibleProduct, type LaunchPath } from './visibility.ts';

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

interface Choice {
  readonly ProductId?: string | undefined;
  readonly ProductName?: string | undefined;
  readonly ProvisioningArtifactId?: string | undefined;
  readonly ProvisioningArtifactName?: string | undefined;
  readonly PathId?: string | undefined;
  readonly PathName?: string | undefined;
}

interface Chosen {
  readonly product: Product;
  readonly version: Version;
  readonly path: LaunchPath;
  /** With what AWS acts; null stands for the caller's own rights. */
  readonly launchRoleArn: string | null;
  readonly type: string;
}

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

/** Product, version and launch path of a request; each has to be there, and the caller allowed to it. */
function choose(choice: Choice, context: RequestContext): Chosen {
  const product = visibleProduct(context, { id: choice.ProductId, name: choice.ProductName });
  const version = versionOf(product, choice.ProvisioningArtifactId, choice.ProvisioningArtifactName);
  if (!version.active) throw invalid(`Provisioning artifact ${version.id} is not active.`);
  const path = choosePath(product, choice, context);
  const constraint = constraintOf({ portfolio: path.portfolio, product }, context);
  const launchRoleArn = constraint?.type === 'LAUNCH' ? launchRoleOf(constraint.parameters, context) : null;
  const type =
    product.type === 'CLOUD_FORMATION_TEMPLATE'
      ? constraint?.type === 'STACKSET'
        ? 'CFN_STACKSET'
        : 'CFN_STACK'
      : product.type;
  return { product, version, path, launchRoleArn, type };
}

function choosePath(product: Product, { PathId, PathName }: Choice, context: RequestContext): LaunchPath {
  const paths = launchPathsOf(product, context);
  if (paths.length === 0) throw notFound(`No launch paths found for resource: ${product.id}`);
  if (PathId === undefined && PathName === undefined) {
    const [only, ...more] = paths;
    if (only === undefined || more.length > 0)
      throw invalid(`Product ${product.id} has more than one launch path; name one.`);
    return only;
  }
  const path = paths.find(({ id, portfolio }) => id === PathId || portfolio.name === PathName);
  if (path === undefined) throw notFound(`Launch path ${PathId ?? PathName} not found.`);
  return path;
}

const LaunchParameters = z.union([
  z.looseObject({ RoleArn: z.string() }),
  z.looseObject({ LocalRoleName: z.string() }),
]);

/** The launch role of a constraint; one that is given by its name is the one in the account of whoever launches. */
function launchRoleOf(parameters: string, { caller }: RequestContext): string {
  const role = LaunchParameters.parse(JSON.parse(parameters));
  return 'RoleArn' in role && typeof role.RoleArn === 'string'
    ? role.RoleArn
    : `arn:aws:iam::${caller.account}:role/${String(role['LocalRoleName'])}`;
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

/**
 * Why CloudFormation may not act, when it may not: a launch role that is not there, or a caller without rights where there is no launch role.
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
function lackOfRights(
  kind: 'provision' | 'update',
  entity: ProvisionedProductEntity,
  requires: readonly string[],
  context: RequestContext,
): string | undefined {
  const { store, region, caller } = context;
  const resource = entity.physicalId ?? '*';
  if (entity.launchRoleArn !== null) {
    const role = findRole(store, entity.launchRoleArn);
    if (role === undefined) return `Role ${entity.launchRoleArn} is invalid or cannot be assumed`;
    const session = {
      ...caller,
      principalArn: role.arn,
      sessionArn: `arn:aws:sts::${caller.account}:assumed-role/${role.name}/servicecatalog`,
    };
    return firstRefusal(requires, (action) => refusalOf({ store, region }, session, { action, resource: '*' }));
  }
  const actions = [kind === 'provision' ? 'cloudformation:CreateStack' : 'cloudformation:UpdateStack', ...requires];
  return firstRefusal(actions, (action) => {
    try {
      context.authorize({ action, resource: action.startsWith('cloudformation:') ? resource : '*' });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  });
}

function firstRefusal(actions: readonly string[], refusal: (action: string) => string | undefined): string | undefined {
  for (const action of actions) {
    const message = refusal(action);
    if (message !== undefined) return message;
  }
  return undefined;
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

function provisionedProductOf(
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

function recordsOf({ records }: ProvisionedProductEntity, { store }: RequestContext): RecordEntity[] {
  return records.flatMap((id) => store.get('servicecatalog.records', id) ?? []);
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
