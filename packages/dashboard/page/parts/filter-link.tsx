import { useContext, createContext } from 'react';
import { toggled, toHash, type FilterName, type Filters } from '../numbers/filters.ts';
import { Text } from './text.tsx';

interface FilterContext {
  readonly filters: Filters;
  readonly change: (changes: Partial<Filters>) => void;
}

/** Where whatever shows the name of an OU, an account or the like finds the filters of the page. */
export const FilterContext = createContext<FilterContext | undefined>(undefined);

interface FilterLinkProps {
  readonly name: FilterName;
  readonly value: string;
  readonly children: string;
}

/** A name that narrows the page to what it names, and widens it again. A link, because the narrowed page has an address. */
export function FilterLink({ name, value, children }: FilterLinkProps) {
  const context = useContext(FilterContext);
  if (context === undefined) return <Text>{children}</Text>;
  const { filters, change } = context;
  const target = { [name]: toggled(filters[name], value) };
  const isOn = filters[name].includes(value);
  return (
    <a
      className="link"
      href={`#${toHash({ ...filters, ...target })}`}
      aria-current={isOn}
      title={isOn ? 'Show the others too' : 'Show this alone'}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        change(target);
      }}
    >
      <Text empty="(none)">{children}</Text>
    </a>
  );
}
