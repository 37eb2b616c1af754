import { notFound, operation, optional, paged, text } from './input.ts';
import { listed } from './lists.ts';
import { parameterShapes } from './parameters.ts';
import { tagOptionsOf } from './products.ts';
import { templateOf } from './template.ts';
import { ofProduct, versionOf } from './versions.ts';
import { launchPathsOf, visibleProduct } from './visibility.ts';

/** By which ways a caller may launch a product, and what it then has to give. */
export const launchPathOperations = {
  ListLaunchPaths: operation(
    { ProductId: text, ...paged },
    ({ ProductId, PageToken, PageSize }, context) => {
      const product = visibleProduct(context, { id: ProductId });
      const paths = launchPathsOf(product, context);
      if (paths.length === 0) throw notFound(`No launch paths found for resource: ${ProductId}`);
      const all = paths.map(({ id, portfolio }) => ({
        Id: id,
        Name: portfolio.name,
        ConstraintSummaries: [],
        Tags: [],
      }));
      return listed('LaunchPathSummaries', all, { PageToken, PageSize, most: 20 }, context);
    },
    ofProduct('ProductId'),
  ),
  DescribeProvisioningParameters: operation(
    {
      ProductId: optional,
      ProductName: optional,
      ProvisioningArtifactId: optional,
      ProvisioningArtifactName: optional,
      PathId: optional,
      PathName: optional,
    },
    (input, context) => {
      const product = visibleProduct(context, { id: input.ProductId, name: input.ProductName });
      const version = versionOf(product, input.ProvisioningArtifactId, input.ProvisioningArtifactName);
      const paths = launchPathsOf(product, context);
      if (paths.length === 0) throw notFound(`Product ${product.id} does not exist or access was denied`);
      return {
        ProvisioningArtifactParameters: parameterShapes(templateOf(context.store, version.templateId)),
        ConstraintSummaries: [],
        UsageInstructions: [],
        TagOptions: tagOptionsOf(product, undefined, context).map(({ key, value }) => ({ Key: key, Values: [value] })),
      };
    },
    ofProduct('ProductId'),
  ),
};
