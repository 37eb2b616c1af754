import type { SearchedProvisionedProduct } from '../aws/provisioned-products.ts';

export type StateDecision =
  | { readonly kind: 'stable' }
  | { readonly kind: 'under change'; readonly reason: string }
  | { readonly kind: 'in error'; readonly reason: string };

/**
 * Whether a provisioned product's status allows an update: AVAILABLE and TAINTED are ready for any operation; ERROR means that its stack
 * does not run. https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionedProductDetail.html
 */
export function decideState({
  status,
  statusMessage,
}: Pick<SearchedProvisionedProduct, 'status' | 'statusMessage'>): StateDecision {
  switch (status) {
    case 'AVAILABLE':
    case 'TAINTED':
      return { kind: 'stable' };
    case 'UNDER_CHANGE':
    case 'PLAN_IN_PROGRESS':
      return { kind: 'under change', reason: `its status is ${status}` };
    default:
      return { kind: 'in error', reason: `its status is ${status}: ${statusMessage ?? 'no message'}` };
  }
}
