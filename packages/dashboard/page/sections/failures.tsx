import { memo, useMemo, useState } from 'react';
import type { ProductRow } from '../../src/data/dashboard-data.ts';
import { FilterLink } from '../parts/filter-link.tsx';
import { Count } from '../parts/number.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Section } from '../parts/section.tsx';
import { LongText } from '../parts/text.tsx';
import { causesOf, type Cause } from '../numbers/causes.ts';
import { count } from '../numbers/format.ts';

/** So many accounts of a cause are named until all of them are asked for. */
const NAMED = 4;

/** What failed, and why? */
export const Failures = memo(function Failures({ products }: { readonly products: readonly ProductRow[] }) {
  const causes = useMemo(() => causesOf(products), [products]);
  return (
    <Section
      title="What failed, and why?"
      counter={`(${count(causes.length)})`}
      description="Failed updates by their cause, with the accounts."
    >
      <PagedTable
        rows={causes}
        label="Failures by cause"
        pageSize={10}
        empty="No update failed."
        columnDefinitions={[
          {
            id: 'cause',
            header: 'Cause',
            isRowHeader: true,
            minWidth: 280,
            cell: ({ cause, example }) => <LongText key={cause}>{cause === '' ? example : cause}</LongText>,
          },
          {
            id: 'products',
            header: 'Provisioned products',
            cell: ({ cause, products }) => <Count id={`cause-${cause}-products`} value={products} />,
          },
          {
            id: 'accounts',
            header: 'Accounts',
            minWidth: 260,
            cell: (cause) => <Accounts key={cause.cause} cause={cause} />,
          },
        ]}
      />
    </Section>
  );
});

function Accounts({ cause: { cause, accounts } }: { readonly cause: Cause }) {
  const [open, setOpen] = useState(false);
  const more = accounts.length - NAMED;
  return (
    <>
      <span className="quiet">
        <Count id={`cause-${cause}-accounts`} value={accounts.length} />
        {accounts.length === 1 ? ' account: ' : ' accounts: '}
      </span>
      {(open ? accounts : accounts.slice(0, NAMED)).map(({ account, accountName, products }, index) => (
        <span key={account}>
          {index > 0 && ', '}
          <FilterLink name="account" value={account}>
            {accountName === '' ? account : accountName}
          </FilterLink>
          {products > 1 && <span className="quiet"> × {count(products)}</span>}
        </span>
      ))}
      {more > 0 && (
        <>
          {' '}
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'fewer' : `and ${count(more)} more`}
          </button>
        </>
      )}
    </>
  );
}
