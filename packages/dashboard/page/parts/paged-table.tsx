import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState, type ReactNode } from 'react';
import { count } from '../numbers/format.ts';

interface PagedTableProps<Row> extends Pick<
  TableProps<Row>,
  'columnDefinitions' | 'header' | 'sortingColumn' | 'sortingDescending' | 'onSortingChange' | 'variant'
> {
  readonly rows: readonly Row[];
  readonly label: string;
  readonly empty: ReactNode;
  readonly pageSize: number;
}

/**
 * A table of which so many rows are shown at a time: of 40,000 rows in a document, every filter would be felt. For the same reason its rows are not tracked:
 * another row is drawn into the elements of the one before, so a cell with a state of its own has a key of its own.
 */
export function PagedTable<Row>({ rows, label, empty, pageSize, ...table }: PagedTableProps<Row>) {
  const [asked, setAsked] = useState(1);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  // The filters may have left fewer pages than the one that was asked for.
  const page = Math.min(asked, pages);
  return (
    <Table<Row>
      {...table}
      variant={table.variant ?? 'embedded'}
      items={rows.slice((page - 1) * pageSize, page * pageSize)}
      totalItemsCount={rows.length}
      firstIndex={(page - 1) * pageSize + 1}
      sortingDisabled={table.onSortingChange === undefined}
      ariaLabels={{ tableLabel: label }}
      footer={
        pages > 1 && (
          <span className="on-paper">
            Page {count(page)} of {count(pages)}: narrow the page, or ask `catalog-sweep report`, for the other rows.
          </span>
        )
      }
      empty={<div className="empty">{empty}</div>}
      contentDensity="compact"
      cellVerticalAlign="top"
      wrapLines
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setAsked(detail.currentPageIndex)}
            ariaLabels={{
              paginationLabel: `Pages of ${label}`,
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        )
      }
    />
  );
}
