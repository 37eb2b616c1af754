import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import { memo, useMemo } from 'react';
import type { DashboardData } from '../../src/data/dashboard-data.ts';
import { areSet, FILTER_NAMES, NO_FILTERS, toHash, type FilterName, type Filters } from '../numbers/filters.ts';
import { Text } from '../parts/text.tsx';
import { choicesOf, type Choice } from '../numbers/choices.ts';

export const FILTER_WORDS: Readonly<Record<FilterName | 'text', string>> = {
  ou: 'OU',
  account: 'Account',
  region: 'Region',
  product: 'Product',
  state: 'State',
  owner: 'Owner',
  text: 'Text',
};

interface FilterBarProps {
  readonly data: DashboardData;
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
}

/** By what the whole page is narrowed. */
export function FilterBar({ data, filters, onChange }: FilterBarProps) {
  const choices = useMemo(() => choicesOf(data), [data]);
  return (
    <>
      <form
        className="filters"
        role="search"
        aria-label="Filters of the page"
        onSubmit={(event) => event.preventDefault()}
      >
        <Input
          type="search"
          value={filters.text}
          placeholder="Find any text"
          ariaLabel="Find any text"
          clearAriaLabel="Clear the text"
          onChange={({ detail }) => onChange({ text: detail.value })}
        />
        {FILTER_NAMES.map((name) => (
          <FilterSelect key={name} name={name} choices={choices[name]} values={filters[name]} onChange={onChange} />
        ))}
        <Button formAction="none" disabled={!areSet(filters)} onClick={() => onChange(NO_FILTERS)}>
          Clear filters
        </Button>
      </form>
      <div className="on-paper">{areSet(filters) && <Text>{`Narrowed by ${inWords(filters, choices)}`}</Text>}</div>
    </>
  );
}

/** What paper shows instead of the controls. */
function inWords(filters: Filters, choices: Readonly<Record<FilterName, readonly Choice[]>>): string {
  const parts = FILTER_NAMES.filter((name) => filters[name].length > 0).map((name) => {
    const labels = filters[name].map((value) => choices[name].find((choice) => choice.value === value)?.label ?? value);
    return `${FILTER_WORDS[name]}: ${labels.join(' or ')}`;
  });
  return [...parts, ...(filters.text === '' ? [] : [`text “${filters.text}”`])].join('; ');
}

interface FilterSelectProps {
  readonly name: FilterName;
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly onChange: FilterBarProps['onChange'];
}

/** Drawn again only when its values are others: an organisation has thousands of owners, which the component goes through each time. */
const FilterSelect = memo(
  function FilterSelect({ name, choices, values, onChange }: FilterSelectProps) {
    const word = FILTER_WORDS[name];
    const options = useMemo(
      () => choices.map(({ value, label, description }) => ({ value, label, description, filteringTags: [value] })),
      [choices],
    );
    const selected = values.map((value) => options.find((option) => option.value === value) ?? { value, label: value });
    return (
      <Multiselect
        inlineTokens
        virtualScroll
        options={options}
        selectedOptions={selected}
        filteringType={options.length > 8 ? 'auto' : 'none'}
        placeholder={word}
        ariaLabel={word}
        filteringAriaLabel={`Find in ${word}`}
        empty="None"
        data-testid={`filter-${name}`}
        onChange={({ detail }) => onChange({ [name]: detail.selectedOptions.flatMap(({ value }) => value ?? []) })}
      />
    );
  },
  (before, now) =>
    before.choices === now.choices &&
    toHash({ ...NO_FILTERS, [now.name]: before.values }) === toHash({ ...NO_FILTERS, [now.name]: now.values }),
);
