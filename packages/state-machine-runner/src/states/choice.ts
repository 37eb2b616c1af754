import type { Choice } from '../definition.ts';
import { StateError } from '../errors.ts';
import { queryError } from '../expression.ts';
import { typeNameOf, type Step, type Visit } from '../visit.ts';

/** The first rule whose condition holds, with its own Output and Assign; those of the state belong to Default. */
export async function runChoice(state: Choice, visit: Visit): Promise<Step> {
  for (const [index, rule] of state.Choices.entries()) {
    const holds = await visit.evaluate(rule.Condition, `Choices[${index}]/Condition`);
    if (typeof holds !== 'boolean') {
      throw queryError(`Expected 'boolean', but was '${typeNameOf(holds)}' for value: ${JSON.stringify(holds)}`);
    }
    if (holds) return { output: await visit.leave(rule, { otherwise: visit.input }), next: rule.Next };
  }
  if (state.Default === undefined) {
    throw new StateError(
      'States.NoChoiceMatched',
      `No rule of the state '${visit.name}' matched, and it has no Default`,
    );
  }
  return { output: await visit.leave(state, { otherwise: visit.input }), next: state.Default };
}
