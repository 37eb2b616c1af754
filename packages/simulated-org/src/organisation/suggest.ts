import { distance } from 'fastest-levenshtein';

/** How many letters may differ before a name is no longer close: two in five. */
const CLOSE_SHARE = 0.4;

/** What somebody may have meant who named something that does not exist: `; close: a, b`, or nothing. */
export function suggest(name: string, known: Iterable<string>): string {
  const close = [...new Set(known)]
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(name.length, candidate.length) * CLOSE_SHARE)
    .toSorted((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return close.length === 0 ? '' : `; close: ${close.join(', ')}`;
}
