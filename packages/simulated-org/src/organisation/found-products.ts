import * as z from 'zod';
import type { ProductDescription } from './description.ts';
import type { Actor, Past, Step } from './past.ts';

type Version = ProductDescription['versions'][number];

const MadeVersion = z.looseObject({ ProvisioningArtifactDetail: z.looseObject({ Id: z.string() }) });
const MadeProduct = z.looseObject({
  ...MadeVersion.shape,
  ProductViewDetail: z.looseObject({ ProductViewSummary: z.looseObject({ ProductId: z.string() }) }),
});

/** How a product came about in each of its Regions, version by version. */
export function* productSteps(product: ProductDescription, past: Past): Iterable<Step> {
  const account = past.ownerOf(product);
  const [first, ...later] = product.versions.toSorted((a, b) => Date.parse(a.published) - Date.parse(b.published));
  if (first === undefined) return;
  for (const region of past.regionsOf(product, account)) {
    yield creation(product, first, { account, region }, past);
    for (const version of later) yield publication(product, version, { account, region }, past);
  }
}

function creation(product: ProductDescription, version: Version, actor: Actor, past: Past): Step {
  return {
    at: Date.parse(version.published),
    actor,
    operation: 'CreateProduct',
    subject: product.name,
    input: () => ({
      Name: product.name,
      Owner: product.vendor,
      ProductType: product.type,
      ProvisioningArtifactParameters: versionInput(product, version, past),
      IdempotencyToken: past.token(product.name),
    }),
    note: (output) => {
      const { ProductViewDetail, ProvisioningArtifactDetail } = MadeProduct.parse(output);
      past.ids.note('product', actor.region, product.name, ProductViewDetail.ProductViewSummary.ProductId);
      past.ids.note('version', actor.region, `${product.name}/${version.name}`, ProvisioningArtifactDetail.Id);
    },
  };
}

function publication(product: ProductDescription, version: Version, actor: Actor, past: Past): Step {
  return {
    at: Date.parse(version.published),
    actor,
    operation: 'CreateProvisioningArtifact',
    subject: `${product.name} ${version.name}`,
    input: () => ({
      ProductId: past.ids.of('product', actor.region, product.name),
      Parameters: versionInput(product, version, past),
      IdempotencyToken: past.token(product.name, version.name),
    }),
    note: (output) => {
      const { ProvisioningArtifactDetail } = MadeVersion.parse(output);
      past.ids.note('version', actor.region, `${product.name}/${version.name}`, ProvisioningArtifactDetail.Id);
    },
  };
}

function versionInput({ type }: ProductDescription, { name, description, template }: Version, past: Past): object {
  return {
    Name: name,
    Description: description,
    Type: type,
    Info: { LoadTemplateFromURL: past.templateUrl(template) },
  };
}

/** How versions stopped being offered, right before the present, or the product was deleted. */
export function* endOfProductSteps(product: ProductDescription, past: Past): Iterable<Step> {
  const { ids } = past;
  const account = past.ownerOf(product);
  for (const region of past.regionsOf(product, account)) {
    const common = { actor: { account, region }, subject: product.name };
    if (product.deleted !== undefined) {
      const input = () => ({ Id: ids.of('product', region, product.name) });
      yield { ...common, at: Date.parse(product.deleted), operation: 'DeleteProduct', input };
      continue;
    }
    for (const { name, active, guidance } of product.versions) {
      if (active && guidance === 'DEFAULT') continue;
      const input = () => ({
        ProductId: ids.of('product', region, product.name),
        ProvisioningArtifactId: ids.of('version', region, `${product.name}/${name}`),
        Active: active,
        Guidance: guidance,
      });
      yield { ...common, at: past.rightBeforeNow(), operation: 'UpdateProvisioningArtifact', input };
    }
  }
}
