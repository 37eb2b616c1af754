import type { RequestContext } from '../operation.ts';
import { effectiveConstraint } from './constraints.ts';
import { effectiveTagOptions } from './effective-tag-options.ts';
import type { Product } from './entities.ts';
import { notFound, operation, optional, paged, text } from './input.ts';
import { choosePath } from './launch-choice.ts';
import { listed } from './lists.ts';
import { parameterShapes } from './parameters.ts';
import { templateOf } from './template.ts';
import { ofProduct, versionOf } from './versions.ts';
import { launchPathsOf, visibleProduct, type LaunchPath } from './visibility.ts';

/** By which ways a caller may launch a product, and what it then has to give. */
export const launchPathOperations = {
  ListLaunchPaths: operation(
    { ProductId: text, ...paged(20) },
    ({ ProductId, PageToken, PageSize }, context) => {
      const product = visibleProduct(context, { id: ProductId });
      const paths = launchPathsOf(product, context);
      if (paths.length === 0) throw notFound(`No launch paths found for resource: ${ProductId}`);
      const all = paths.map((path) => ({
        Id: path.id,
        Name: path.portfolio.name,
        ConstraintSummaries: constraintSummaries(product, path, context),
        Tags: [],
      }));
      return listed('LaunchPathSummaries', all, { PageToken, PageSize }, context);
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
      if (launchPathsOf(product, context).length === 0)
        throw notFound(`Product ${product.id} does not exist or access was denied`);
      const path = choosePath(product, input, context);
      const tagOptions = [...effectiveTagOptions(product, path, context)];
      return {
        ProvisioningArtifactParameters: parameterShapes(templateOf(context.store, version.templateId)),
        ConstraintSummaries: constraintSummaries(product, path, context),
        UsageInstructions: [],
        TagOptions: tagOptions.map(([Key, Values]) => ({ Key, Values })),
      };
    },
    ofProduct('ProductId'),
  ),
};

function constraintSummaries(product: Product, { portfolio }: LaunchPath, context: RequestContext): object[] {
  const constraint = effectiveConstraint({ portfolio, product }, context);
  return constraint === undefined ? [] : [{ Type: constraint.type, Description: constraint.description }];
}
