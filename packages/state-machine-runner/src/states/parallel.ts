import type { Parallel } from '../definition.ts';
import { runSideBySide } from '../side-by-side.ts';
import { Variables } from '../variables.ts';
import type { Step, Visit } from '../visit.ts';
import { runFlow } from '../run-flow.ts';

/** All branches side by side, each with the same input; the first error ends the others. */
export async function runParallel(state: Parallel, visit: Visit): Promise<Step> {
  const input = state.Arguments === undefined ? visit.input : await visit.evaluate(state.Arguments, 'Arguments');
  visit.record('ParallelStateStarted');
  const result = await runSideBySide(
    { visit, items: state.Branches, limit: state.Branches.length },
    (branch, index, { execution, cursor }) => {
      const variables = new Variables(visit.frame.variables);
      return runFlow(branch, input, { ...visit.frame, execution, cursor, variables, path: visit.pathOf(index) });
    },
  );
  visit.record('ParallelStateSucceeded');
  return { output: await visit.leave(state, { result, otherwise: result }), next: state.Next };
}
