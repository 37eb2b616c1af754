import type { Hold } from '../contract/configuration.ts';

/** The tag that its owner puts on a provisioned product to keep it as it is. */
const HOLD_TAG = { key: 'catalog-sweep', value: 'hold' };

/** What holds can speak of. */
export interface HoldSubject {
  readonly provisionedProduct: { readonly id: string; readonly name: string };
  readonly product: { readonly id: string | null; readonly name: string | null };
  readonly account: string;
  readonly organizationalUnitIds: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** Why a provisioned product is held as it is, in words; undefined when nothing holds it. A hold wins over every opt-in. */
export function holdOf(subject: HoldSubject, holds: readonly Hold[]): string | undefined {
  if (subject.tags.some(({ key, value }) => key === HOLD_TAG.key && value === HOLD_TAG.value)) {
    return `it carries the tag ${HOLD_TAG.key} = ${HOLD_TAG.value}`;
  }
  const hold = holds.find((candidate) => applies(candidate, subject));
  if (hold === undefined) return undefined;
  return `a hold of the configuration covers it${hold.reason === undefined ? '' : `: ${hold.reason}`}`;
}

/** Every field that a hold gives must match. */
function applies(hold: Hold, { provisionedProduct, product, account, organizationalUnitIds }: HoldSubject): boolean {
  return (
    (hold.provisionedProduct === undefined || isNamed(hold.provisionedProduct, provisionedProduct)) &&
    (hold.product === undefined || isNamed(hold.product, product)) &&
    (hold.account === undefined || hold.account === account) &&
    (hold.organizationalUnit === undefined || organizationalUnitIds.includes(hold.organizationalUnit))
  );
}

function isNamed(text: string, { id, name }: { readonly id: string | null; readonly name: string | null }): boolean {
  return text === id || text === name;
}
