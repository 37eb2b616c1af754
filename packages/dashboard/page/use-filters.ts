import { useCallback, useEffect, useState } from 'react';
import { fromHash, toHash, type Filters } from './numbers/filters.ts';

/** The filters, which are those of the URL: whoever is sent it sees the same, and Back works. */
export function useFilters(): readonly [Filters, (changes: Partial<Filters>) => void] {
  const [filters, setFilters] = useState(() => fromHash(location.hash));
  useEffect(() => {
    const follow = () => setFilters(fromHash(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  // Of those in the URL, so that it is the same function for as long as the page is open: whoever is given it need not be drawn again.
  const change = useCallback((changes: Partial<Filters>) => {
    const before = fromHash(location.hash);
    const changed = { ...before, ...changes };
    setFilters(changed);
    const url = `#${toHash(changed)}`;
    // Letters that are typed make no steps to go back by.
    if (changed.text === before.text) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }, []);
  return [filters, change];
}
