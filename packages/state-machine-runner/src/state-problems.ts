import type { State } from './definition.ts';
import { sourceOf } from './expression.ts';
import { timeOf } from './timestamp.ts';

/** What is wrong with the fields of one state when they are seen together. */
export function stateProblems(name: string, state: State): string[] {
  const problems: string[] = [];
  const place = `state "${name}"`;
  if (
    state.Type === 'Task' ||
    state.Type === 'Wait' ||
    state.Type === 'Pass' ||
    state.Type === 'Parallel' ||
    state.Type === 'Map'
  ) {
    if ((state.Next === undefined) === (state.End === undefined)) problems.push(`${place}: needs either Next or End`);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    problems.push(`${place}: needs either Seconds or Timestamp`);
  }
  if (state.Type === 'Wait' && isInvalidTime(state.Timestamp)) {
    problems.push(`${place}, field Timestamp: ${JSON.stringify(state.Timestamp)} is no RFC 3339 time`);
  }
  if ('Catch' in state) problems.push(...wildcardProblems(place, state));
  if (state.Type === 'Map') {
    const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
    for (const field of [
      'ItemReader',
      'ResultWriter',
      'Label',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ] as const) {
      if (!distributed && state[field] !== undefined)
        problems.push(`${place}, field ${field}: only a Distributed Map has it`);
    }
    if (state.Items !== undefined && state.ItemReader !== undefined)
      problems.push(`${place}: has both Items and ItemReader`);
  }
  return problems;
}

function isInvalidTime(timestamp: string | undefined): boolean {
  return timestamp !== undefined && sourceOf(timestamp) === undefined && timeOf(timestamp) === undefined;
}

/** States.ALL stands alone, and in the last of the retriers or catchers. */
function wildcardProblems(
  place: string,
  { Retry, Catch }: Pick<Extract<State, { Type: 'Task' }>, 'Retry' | 'Catch'>,
): string[] {
  return [Retry, Catch].flatMap((list) =>
    list.flatMap(({ ErrorEquals }, index) =>
      ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < list.length - 1)
        ? [`${place}: States.ALL must stand alone and last`]
        : [],
    ),
  );
}
