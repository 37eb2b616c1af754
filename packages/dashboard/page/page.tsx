import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { DashboardData } from '../src/data/dashboard-data.ts';
import { areSet, fromHash, toHash } from './numbers/filters.ts';
import { selectionOf } from './numbers/selection.ts';
import { FIRST_SORTING, sorted } from './numbers/sorting.ts';
import { countStates } from './numbers/states.ts';
import { changeOf, historyChanges, lagLines, trendIgnores, trendOf } from './numbers/trend.ts';
import { FilterContext } from './parts/filter-link.tsx';
import { Backlog } from './sections/backlog.tsx';
import { Currency } from './sections/currency.tsx';
import { Failures } from './sections/failures.tsx';
import { FilterBar, FILTER_WORDS } from './sections/filter-bar.tsx';
import { PageHeader } from './sections/page-header.tsx';
import { Products } from './sections/products.tsx';
import { Trend } from './sections/trend.tsx';
import { Unswept } from './sections/unswept.tsx';
import { useFilters } from './use-filters.ts';

/** From top to bottom: are we current, is it getting better, where is the backlog, what failed, what was not swept, and everything there is. */
export function Page({ data }: { readonly data: DashboardData }) {
  const [filters, setFilters] = useFilters();
  const [sorting, setSorting] = useState(FIRST_SORTING);
  // Sorted before it is filtered, and so only when somebody sorts.
  const inOrder = useMemo(() => ({ ...data, products: sorted(data.products, sorting) }), [data, sorting]);
  const selection = useMemo(() => selectionOf(inOrder, filters), [inOrder, filters]);
  const changes = useMemo(() => historyChanges(data), [data]);
  // By its address, because filters that are equal need not be the same: what the history does not follow leaves the trend as it is drawn.
  const followed = toHash({ ...filters, state: [], owner: [], text: '' });
  const trend = useMemo(() => trendOf({ sweeps: data.sweeps, changes }, fromHash(followed)), [data, changes, followed]);
  const lag = useMemo(() => lagLines(data), [data]);
  const context = useMemo(() => ({ filters, change: setFilters }), [filters, setFilters]);
  const filtered = areSet(filters);
  const ignored = trendIgnores(filters)
    .map((name) => FILTER_WORDS[name])
    .join(', ');
  return (
    <FilterContext value={context}>
      <ContentLayout defaultPadding maxContentWidth={1600} header={<PageHeader data={data} />}>
        <SpaceBetween size="l">
          {data.warnings.map((warning) => (
            <Alert key={warning} type="warning">
              {warning}
            </Alert>
          ))}
          <FilterBar data={data} filters={filters} onChange={setFilters} />
          <Currency
            counts={countStates(selection.products)}
            change={ignored === '' ? changeOf(trend) : undefined}
            sweeps={filtered ? undefined : data.sweeps.filter(({ whole }) => whole).slice(-2)}
          />
          <Trend trend={trend} lag={lag} ignored={ignored} filtered={filtered} />
          <Backlog products={selection.products} />
          <Failures products={selection.products} />
          <Unswept targets={selection.targets} />
          <Products products={selection.products} partition={data.partition} sorting={sorting} onSort={setSorting} />
        </SpaceBetween>
      </ContentLayout>
    </FilterContext>
  );
}
