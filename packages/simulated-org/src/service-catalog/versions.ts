import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import { catalogArn, idOf, type Product, type Version } from './entities.ts';
import { invalid, notFound, operation, optional, text, token } from './input.ts';
import { parameterShapes } from './parameters.ts';
import { loadTemplate, templateOf } from './template.ts';
import { visibleProduct } from './visibility.ts';

/** A version as it is given when it is made. */
export const VersionProperties = z.strictObject({
  Name: z.string().default('v1'),
  Description: z.string().default(''),
  Type: z
    .enum([
      'CLOUD_FORMATION_TEMPLATE',
      'MARKETPLACE_AMI',
      'MARKETPLACE_CAR',
      'TERRAFORM_OPEN_SOURCE',
      'TERRAFORM_CLOUD',
      'EXTERNAL',
    ])
    .default('CLOUD_FORMATION_TEMPLATE'),
  Info: z.strictObject({ LoadTemplateFromURL: z.string() }),
  DisableTemplateValidation: z.literal(false).optional(),
});

/** Versions of products: provisioning artifacts. */
export const versionOperations = {
  CreateProvisioningArtifact: operation(
    { ProductId: text, Parameters: VersionProperties, IdempotencyToken: token },
    ({ ProductId, Parameters, IdempotencyToken }, context) => {
      const product = ownProduct(ProductId, context);
      const version = newVersion(ProductId, Parameters, IdempotencyToken, context);
      const former = product.versions.find(({ id }) => id === version.id);
      if (former === undefined) putVersions(product, [...product.versions, version], context);
      return {
        ProvisioningArtifactDetail: versionDetail(former ?? version),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
      };
    },
    ofProduct('ProductId'),
  ),
  UpdateProvisioningArtifact: operation(
    {
      ProductId: text,
      ProvisioningArtifactId: text,
      Name: optional,
      Description: optional,
      Active: z.boolean().optional(),
      Guidance: z.enum(['DEFAULT', 'DEPRECATED']).optional(),
    },
    ({ ProductId, ProvisioningArtifactId, Name, Description, Active, Guidance }, context) => {
      const product = ownProduct(ProductId, context);
      const version = versionOf(product, ProvisioningArtifactId);
      const changed: Version = {
        ...version,
        name: Name ?? version.name,
        description: Description ?? version.description,
        active: Active ?? version.active,
        guidance: Guidance ?? version.guidance,
      };
      putVersions(
        product,
        product.versions.map((one) => (one.id === changed.id ? changed : one)),
        context,
      );
      return {
        ProvisioningArtifactDetail: versionDetail(changed),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
      };
    },
    ofProduct('ProductId'),
  ),
  DeleteProvisioningArtifact: operation(
    { ProductId: text, ProvisioningArtifactId: text },
    ({ ProductId, ProvisioningArtifactId }, context) => {
      const product = ownProduct(ProductId, context);
      const { id } = versionOf(product, ProvisioningArtifactId);
      if (product.versions.length === 1) throw invalid(`Product ${ProductId} must have at least one version.`);
      putVersions(
        product,
        product.versions.filter((one) => one.id !== id),
        context,
      );
      return {};
    },
    ofProduct('ProductId'),
  ),
  ListProvisioningArtifacts: operation(
    { ProductId: text },
    ({ ProductId }, context) => ({
      ProvisioningArtifactDetails: visibleProduct(context, { id: ProductId }).versions.map(versionDetail),
    }),
    ofProduct('ProductId'),
  ),
  DescribeProvisioningArtifact: operation(
    {
      ProductId: optional,
      ProductName: optional,
      ProvisioningArtifactId: optional,
      ProvisioningArtifactName: optional,
      IncludeProvisioningArtifactParameters: z.boolean().default(false),
    },
    (input, context) => {
      const product = visibleProduct(context, { id: input.ProductId, name: input.ProductName });
      const version = versionOf(product, input.ProvisioningArtifactId, input.ProvisioningArtifactName);
      return {
        ProvisioningArtifactDetail: versionDetail(version),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
        ...(input.IncludeProvisioningArtifactParameters
          ? { ProvisioningArtifactParameters: parameterShapes(templateOf(context.store, version.templateId)) }
          : {}),
      };
    },
    ofProduct('ProductId'),
  ),
};

/** A version of a product by id or name. Throws ResourceNotFoundException when there is none. */
export function versionOf({ id, versions }: Product, versionId: string | undefined, name?: string): Version {
  if ((versionId === undefined) === (name === undefined))
    throw invalid('Either the id or the name of a provisioning artifact is needed, and not both.');
  const version = versions.find((one) => (versionId === undefined ? one.name === name : one.id === versionId));
  if (version === undefined) throw notFound(`Provisioning artifact ${versionId ?? name} of product ${id} not found.`);
  return version;
}

/** A version that is made now. Throws as Service Catalog does for a template that cannot be read. */
export function newVersion(
  productId: string,
  properties: z.infer<typeof VersionProperties>,
  token: string,
  context: RequestContext,
): Version {
  const { Name, Description, Type, Info } = properties;
  return {
    id: idOf('pa', context, productId, token),
    name: Name,
    description: Description,
    type: Type,
    createdAt: context.clock.now(),
    active: true,
    guidance: 'DEFAULT',
    templateUrl: Info.LoadTemplateFromURL,
    templateId: loadTemplate(Info.LoadTemplateFromURL, context),
  };
}

/** A product of the caller's own. Throws ResourceNotFoundException for any other. */
export function ownProduct(id: string, { store, caller, region }: RequestContext): Product {
  const product = store.get('servicecatalog.products', id);
  // Those who import a product cannot change it.
  if (product?.account !== caller.account || product.region !== region) throw notFound(`Product ${id} not found.`);
  return product;
}

function putVersions(product: Product, versions: readonly Version[], { store }: RequestContext): void {
  store.put('servicecatalog.products', product.id, { ...product, versions });
}

/** The ARN that an operation on one product is checked against; one that is new, or named by its name, may have any. */
export function ofProduct(member: 'Id' | 'ProductId') {
  return {
    resources: (input: { readonly Id?: string; readonly ProductId?: string }, { region, caller }: RequestContext) => [
      catalogArn({ account: caller.account, region }, `product/${input[member] ?? '*'}`),
    ],
  };
}

export function versionDetail({ id, name, description, type, createdAt, active, guidance }: Version): object {
  return {
    Id: id,
    Name: name,
    Description: description,
    Type: type,
    CreatedTime: new Date(createdAt),
    Active: active,
    Guidance: guidance,
  };
}
