import { count, percent } from '../numbers/format.ts';
import { shareOf, STATE_WORDS, statesIn, type StateCounts } from '../numbers/states.ts';

/** The states as parts of a bar. The numbers stand beside it, so that it is one picture to a screen reader. */
export function StateBar({ counts, large = false }: { readonly counts: StateCounts; readonly large?: boolean }) {
  const states = statesIn(counts);
  const words = states.map((state) => `${STATE_WORDS[state]} ${percent(shareOf(counts[state], counts.total))}`);
  return (
    <div className={large ? 'state-bar state-bar-large' : 'state-bar'} role="img" aria-label={words.join(', ')}>
      {states.map((state) => (
        <span
          key={state}
          className={`state-${state.toLowerCase()}`}
          style={{ flexGrow: counts[state] }}
          title={`${STATE_WORDS[state]}: ${count(counts[state])}`}
        />
      ))}
    </div>
  );
}
