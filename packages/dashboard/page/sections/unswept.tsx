import { memo, useMemo } from 'react';
import type { TargetRow } from '../../src/data/dashboard-data.ts';
import { FilterLink } from '../parts/filter-link.tsx';
import { Count } from '../parts/number.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Section } from '../parts/section.tsx';
import { LongText, Text } from '../parts/text.tsx';
import { count, counted, minute } from '../numbers/format.ts';
import { unsweptOf } from '../numbers/unswept.ts';

/** Which accounts were not swept? */
export const Unswept = memo(function Unswept({ targets }: { readonly targets: readonly TargetRow[] }) {
  const { rows, accounts } = useMemo(() => unsweptOf(targets), [targets]);
  return (
    <Section
      title="Which accounts were not swept?"
      counter={`(${count(accounts)})`}
      description={
        <>
          <Count id="targets-unswept" value={rows.length} /> of <Count id="targets" value={targets.length} /> targets
          (an account in a Region), in <Count id="accounts-unswept" value={accounts} />{' '}
          {accounts === 1 ? 'account' : 'accounts'}. Times are UTC.
        </>
      }
    >
      <PagedTable
        rows={rows}
        label="Targets that were not swept"
        pageSize={10}
        empty="Every target was swept."
        columnDefinitions={[
          {
            id: 'account',
            header: 'Account',
            isRowHeader: true,
            minWidth: 160,
            cell: ({ account, accountName }) => (
              <>
                <FilterLink name="account" value={account}>
                  {accountName === '' ? account : accountName}
                </FilterLink>
                <div className="quiet">{account}</div>
              </>
            ),
          },
          {
            id: 'ou',
            header: 'OU',
            minWidth: 150,
            cell: ({ organizationalUnit }) => <Text>{organizationalUnit}</Text>,
          },
          { id: 'region', header: 'Region', minWidth: 120, cell: ({ region }) => <Text>{region}</Text> },
          {
            id: 'why',
            header: 'Why',
            minWidth: 280,
            cell: ({ error, reason }) => (
              <>
                <Text>{error}</Text>
                <div className="quiet">
                  <LongText key={reason}>{reason}</LongText>
                </div>
              </>
            ),
          },
          {
            id: 'since',
            header: 'Not swept since',
            minWidth: 150,
            cell: ({ failingSince, failedSweeps }) => (
              <>
                {minute(failingSince)}
                <div className="quiet">{counted(failedSweeps, 'sweep')}</div>
              </>
            ),
          },
          {
            id: 'last',
            header: 'Last swept',
            minWidth: 150,
            cell: ({ lastSwept }) => (lastSwept === '' ? 'never' : minute(lastSwept)),
          },
        ]}
      />
    </Section>
  );
});
