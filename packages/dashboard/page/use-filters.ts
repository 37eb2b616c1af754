import { useCallback, useEffect, useState } from 'react';
import { fromHash, toHash, type Filters } from './numbers/filters.ts';

/** The filters, which are those of the URL: whoever is sent it sees the same, and Back works. */
export function useFilters(): readonly [Filters, (filters: Filters) => void] {
  const [filters, setFilters] = useState(() => fromHash(location.hash));
  useEffect(() => {
    const follow = () => setFilters(fromHash(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const change = useCallback((changed: Filters) => {
    setFilters(changed);
    // Letters that are typed make no steps to go back by.
    const sameButText = toHash({ ...changed, text: '' }) === toHash({ ...fromHash(location.hash), text: '' });
    const url = `#${toHash(changed)}`;
    if (sameButText) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
  }, []);
  return [filters, change];
}
