import type { State } from '../../src/data/dashboard-data.ts';
import { STATE_WORDS } from '../numbers/states.ts';

/** A state by its word, and its colour as everywhere on the page. */
export function StateLabel({ state }: { readonly state: State }) {
  return (
    <span className="state-label">
      <span className={`dot state-${state.toLowerCase()}`} />
      {STATE_WORDS[state]}
    </span>
  );
}
