import {
  CreateTagOptionCommand,
  DescribeProductAsAdminCommand,
  ListResourcesForTagOptionCommand,
  ListTagOptionsCommand,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { AwsError } from '../errors.ts';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

export interface TagOption {
  readonly key: string;
  readonly value: string;
}

/**
 * The products of an account and Region that carry the TagOption: the ids of those that Service Catalog lists. Only active TagOptions
 * count. Undefined when the account's TagOptions were never migrated to the TagOption library, which only a person can do, in the console.
 */
export async function productsWithTagOption(
  catalog: ServiceCatalogClient,
  { key, value }: TagOption,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const options = await allPages(async (token) => {
      const filters = { Key: key, Value: value, Active: true };
      const page = await catalog.send(new ListTagOptionsCommand({ Filters: filters, PageToken: token }));
      return { items: page.TagOptionDetails, next: page.PageToken };
    });
    const products = new Set<string>();
    for (const { Id: id } of options) {
      const resources = await allPages(async (token) => {
        const wanted = { TagOptionId: id, ResourceType: 'Product', PageToken: token };
        const page = await catalog.send(new ListResourcesForTagOptionCommand(wanted));
        return { items: page.ResourceDetails, next: page.PageToken };
      });
      for (const { Id: product } of resources) if (product !== undefined) products.add(product);
    }
    return products;
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'TAG_OPTIONS_NOT_MIGRATED') return undefined;
    throw error;
  }
}

/** Whether an account and Region have a TagOption; undefined when there is none. */
export async function readTagOption(
  catalog: ServiceCatalogClient,
  { key, value }: TagOption,
): Promise<{ readonly active: boolean } | undefined> {
  const options = await allPages(async (token) => {
    const filters = { Key: key, Value: value };
    const page = await catalog.send(new ListTagOptionsCommand({ Filters: filters, PageToken: token }));
    return { items: page.TagOptionDetails, next: page.PageToken };
  });
  return options.length === 0 ? undefined : { active: options.some(({ Active }) => Active === true) };
}

/** Creates a TagOption; one that is there already is as good. */
export async function createTagOption(catalog: ServiceCatalogClient, { key, value }: TagOption): Promise<void> {
  try {
    await catalog.send(new CreateTagOptionCommand({ Key: key, Value: value }));
  } catch (error) {
    if (error instanceof AwsError && error.code === 'DuplicateResourceException') return;
    throw error;
  }
}

/**
 * Whether a product carries the active TagOption, asked of the product itself; undefined when the account does not see the product. TagOptions that are
 * shared with a portfolio are only told when that portfolio is named.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribeProductAsAdmin.html
 */
export async function productCarriesTagOption(
  catalog: ServiceCatalogClient,
  {
    productId,
    sourcePortfolioId,
    tagOption,
  }: { readonly productId: string; readonly sourcePortfolioId?: string; readonly tagOption: TagOption },
): Promise<boolean | undefined> {
  const wanted = { Id: productId, SourcePortfolioId: sourcePortfolioId };
  const answer = await undefinedWhenMissing(catalog.send(new DescribeProductAsAdminCommand(wanted)));
  return (
    answer?.TagOptions?.some(
      ({ Key, Value, Active }) => Key === tagOption.key && Value === tagOption.value && Active === true,
    ) ??
    (answer && false)
  );
}
