import Tabs from '@cloudscape-design/components/tabs';
import type { TableProps } from '@cloudscape-design/components/table';
import { memo, useState } from 'react';
import { FilterLink } from '../parts/filter-link.tsx';
import { Count, Percent } from '../parts/number.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { Section } from '../parts/section.tsx';
import { StateBar } from '../parts/state-bar.tsx';
import { Text } from '../parts/text.tsx';
import {
  backlogByProduct,
  backlogByUnit,
  backlogByVersion,
  type BacklogRow,
  type VersionRow,
} from '../numbers/backlog.ts';
import { counted } from '../numbers/format.ts';
import { shareOf } from '../numbers/states.ts';
import type { ProductRow } from '../../src/data/dashboard-data.ts';

const PAGE_SIZE = 10;
const NOTHING = 'Nothing is behind.';

/** Where is the backlog? */
export const Backlog = memo(function Backlog({ products }: { readonly products: readonly ProductRow[] }) {
  const [tab, setTab] = useState('ou');
  return (
    <Section
      title="Where is the backlog?"
      description="Outdated provisioned products, and those whose update failed. A name narrows the page to it."
    >
      <Tabs
        ariaLabel="The backlog by"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          { id: 'ou', label: 'By OU', content: tab === 'ou' && <ByUnit products={products} /> },
          { id: 'product', label: 'By product', content: tab === 'product' && <ByProduct products={products} /> },
          { id: 'version', label: 'By version', content: tab === 'version' && <ByVersion products={products} /> },
        ]}
      />
    </Section>
  );
});

interface OfProducts {
  readonly products: readonly ProductRow[];
}

function ByUnit({ products }: OfProducts) {
  return (
    <PagedTable
      rows={backlogByUnit(products)}
      label="Backlog by OU"
      pageSize={PAGE_SIZE}
      empty={NOTHING}
      columnDefinitions={[
        {
          id: 'name',
          header: 'OU',
          isRowHeader: true,
          minWidth: 160,
          cell: ({ id, name }) => (
            <FilterLink name="ou" value={id}>
              {name}
            </FilterLink>
          ),
        },
        ...stateColumns('ou'),
      ]}
    />
  );
}

function ByProduct({ products }: OfProducts) {
  return (
    <PagedTable
      rows={backlogByProduct(products)}
      label="Backlog by product"
      pageSize={PAGE_SIZE}
      empty={NOTHING}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Product',
          isRowHeader: true,
          minWidth: 160,
          cell: ({ id, name }) => (
            <FilterLink name="product" value={id}>
              {name}
            </FilterLink>
          ),
        },
        ...stateColumns('product'),
      ]}
    />
  );
}

function ByVersion({ products }: OfProducts) {
  const columns: readonly TableProps.ColumnDefinition<VersionRow>[] = [
    {
      id: 'name',
      header: 'Product',
      isRowHeader: true,
      minWidth: 160,
      cell: ({ productId, name }) => (
        <FilterLink name="product" value={productId}>
          {name}
        </FilterLink>
      ),
    },
    { id: 'version', header: 'Version', cell: ({ version }) => <Text>{version}</Text> },
    { id: 'latest', header: 'Newest version', cell: ({ latestVersion }) => <Text>{latestVersion}</Text> },
    {
      id: 'behind',
      header: 'Behind',
      cell: ({ id, behind }) => <Count id={`backlog-version-${id}-behind`} value={behind} />,
    },
    {
      id: 'failed',
      header: 'Of them failed',
      cell: ({ id, counts }) => <Count id={`backlog-version-${id}-failed`} value={counts.FAILED} />,
    },
    {
      id: 'accounts',
      header: 'Accounts',
      cell: ({ id, accounts }) => <Count id={`backlog-version-${id}-accounts`} value={accounts} />,
    },
    { id: 'oldest', header: 'Longest behind', cell: ({ oldestDays }) => daysText(oldestDays) },
  ];
  return (
    <PagedTable
      rows={backlogByVersion(products)}
      label="Backlog by version"
      pageSize={PAGE_SIZE}
      empty={NOTHING}
      columnDefinitions={columns}
    />
  );
}

function stateColumns(dimension: string): readonly TableProps.ColumnDefinition<BacklogRow>[] {
  const testId = (row: BacklogRow, column: string) => `backlog-${dimension}-${row.id}-${column}`;
  return [
    { id: 'behind', header: 'Behind', cell: (row) => <Count id={testId(row, 'behind')} value={row.behind} /> },
    {
      id: 'failed',
      header: 'Of them failed',
      cell: (row) => <Count id={testId(row, 'failed')} value={row.counts.FAILED} />,
    },
    {
      id: 'unreachable',
      header: 'Unreachable',
      cell: (row) => <Count id={testId(row, 'unreachable')} value={row.counts.UNREACHABLE} />,
    },
    { id: 'total', header: 'All', cell: (row) => <Count id={testId(row, 'total')} value={row.counts.total} /> },
    {
      id: 'share',
      header: 'Up to date',
      minWidth: 180,
      cell: (row) => (
        <div className="share">
          <Percent id={testId(row, 'share')} value={shareOf(row.counts.CURRENT, row.counts.total)} />
          <StateBar counts={row.counts} />
        </div>
      ),
    },
    { id: 'oldest', header: 'Longest behind', cell: ({ oldestDays }) => daysText(oldestDays) },
  ];
}

export function daysText(days: number | null): string {
  if (days === null) return '–';
  return counted(days, 'day');
}
