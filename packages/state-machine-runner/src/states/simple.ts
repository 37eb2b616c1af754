import type { Fail, Pass, Succeed } from '../definition.ts';
import { StateError } from '../errors.ts';
import type { Step, Visit } from '../visit.ts';

export async function runPass(state: Pass, visit: Visit): Promise<Step> {
  return { output: await visit.leave(state, { otherwise: visit.input }), next: state.Next };
}

export async function runSucceed(state: Succeed, visit: Visit): Promise<Step> {
  return { output: await visit.leave(state, { otherwise: visit.input }), next: undefined };
}

/** Ends with the error that the state names; without Error or Cause there is none. */
export async function runFail(state: Fail, visit: Visit): Promise<never> {
  const error = state.Error === undefined ? undefined : await visit.evaluateText(state.Error, 'Error');
  const cause = state.Cause === undefined ? undefined : await visit.evaluateText(state.Cause, 'Cause');
  throw new StateError(error, cause);
}
