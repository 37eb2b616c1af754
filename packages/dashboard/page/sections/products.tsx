import Header from '@cloudscape-design/components/header';
import type { TableProps } from '@cloudscape-design/components/table';
import { memo, useMemo } from 'react';
import type { ProductRow } from '../../src/data/dashboard-data.ts';
import { FilterLink } from '../parts/filter-link.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { LongText, Text } from '../parts/text.tsx';
import { consoleLink } from '../numbers/console-link.ts';
import { count, minute } from '../numbers/format.ts';
import type { SortField, Sorting } from '../numbers/sorting.ts';
import { daysText } from './backlog.tsx';

interface ProductsProps {
  readonly products: readonly ProductRow[];
  readonly partition: string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

/** Every provisioned product. */
export const Products = memo(function Products({ products, partition, sorting, onSort }: ProductsProps) {
  const columns = useMemo(() => columnsOf(partition), [partition]);
  return (
    <section aria-label="Every provisioned product">
      <PagedTable
        variant="container"
        rows={products}
        label="Every provisioned product"
        pageSize={20}
        empty="No provisioned product is as the filters ask."
        columnDefinitions={columns}
        sortingColumn={{ sortingField: sorting.field }}
        sortingDescending={sorting.descending}
        onSortingChange={({ detail }) =>
          onSort({
            field: (detail.sortingColumn.sortingField ?? 'state') as SortField,
            descending: detail.isDescending ?? false,
          })
        }
        header={
          <Header
            variant="h2"
            counter={`(${count(products.length)})`}
            description="The link opens the Region's provisioned products in the AWS console, which shows the account of your session: sign in to that account first. Times are UTC."
          >
            Every provisioned product
          </Header>
        }
      />
    </section>
  );
});

type Column = TableProps.ColumnDefinition<ProductRow>;

function columnsOf(partition: string): readonly Column[] {
  return [
    {
      id: 'name',
      header: 'Provisioned product',
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 160,
      cell: (row) => <ProductName row={row} partition={partition} />,
    },
    {
      id: 'account',
      header: 'Account',
      sortingField: 'accountName',
      minWidth: 135,
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
      id: 'state',
      header: 'State',
      sortingField: 'state',
      minWidth: 110,
      cell: ({ state }) => <StateLabel state={state} />,
    },
    {
      id: 'product',
      header: 'Product',
      sortingField: 'product',
      minWidth: 105,
      cell: ({ product }) => <Text>{product}</Text>,
    },
    {
      id: 'version',
      header: 'Version',
      sortingField: 'version',
      minWidth: 85,
      cell: ({ version }) => <Text>{version}</Text>,
    },
    {
      id: 'latest',
      header: 'Newest version',
      sortingField: 'latestVersion',
      minWidth: 95,
      cell: ({ latestVersion }) => <Text>{latestVersion}</Text>,
    },
    {
      id: 'days',
      header: 'Behind for',
      sortingField: 'daysBehind',
      minWidth: 90,
      cell: ({ daysBehind }) => daysText(daysBehind),
    },
    {
      id: 'outcome',
      header: 'Outcome',
      sortingField: 'outcome',
      minWidth: 185,
      cell: ({ outcome }) => <Text>{outcome}</Text>,
    },
    {
      id: 'reason',
      header: 'Reason',
      sortingField: 'reason',
      minWidth: 220,
      cell: ({ reason }) => <LongText key={reason}>{reason}</LongText>,
    },
    {
      id: 'ou',
      header: 'OU',
      sortingField: 'organizationalUnit',
      minWidth: 120,
      cell: ({ organizationalUnit }) => <Text>{organizationalUnit}</Text>,
    },
    {
      id: 'region',
      header: 'Region',
      sortingField: 'region',
      minWidth: 120,
      cell: ({ region }) => <Text>{region}</Text>,
    },
    { id: 'owner', header: 'Owner', sortingField: 'owner', minWidth: 200, cell: ({ owner }) => <Text>{owner}</Text> },
    {
      id: 'seen',
      header: 'Last seen',
      sortingField: 'lastSeen',
      minWidth: 150,
      cell: ({ lastSeen }) => minute(lastSeen),
    },
  ];
}

function ProductName({ row, partition }: { readonly row: ProductRow; readonly partition: string }) {
  const { account, id, name, region } = row;
  const href = consoleLink(partition, region);
  return (
    <>
      {href === undefined ? (
        <Text>{name}</Text>
      ) : (
        <a
          className="link"
          href={href}
          target="_blank"
          rel="noreferrer"
          title={`In the AWS console of account ${account}, ${region}: sign in to that account first`}
        >
          <Text>{name}</Text>
        </a>
      )}
      <div className="quiet">{id}</div>
    </>
  );
}
