import type { Flow, State } from './definition.ts';
import { withErrorHandling } from './error-handling.ts';
import { runChoice } from './states/choice.ts';
import { runMap } from './states/map.ts';
import { runParallel } from './states/parallel.ts';
import { runFail, runPass, runSucceed } from './states/simple.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';
import { Visit, type Frame, type Step } from './visit.ts';

/** Runs states from the first to a last one, and returns its output. Throws StateError when one fails, Aborted when the execution is. */
export async function runFlow(flow: Flow, input: unknown, frame: Frame): Promise<unknown> {
  const { execution } = frame;
  let step: Step = { output: input, next: flow.StartAt };
  for (let ordinal = 0; step.next !== undefined; ordinal += 1) {
    const name = step.next;
    const state = flow.States[name];
    if (state === undefined) throw new Error(`there is no state "${name}"`);
    execution.throwIfAborted();
    // A state that fails, such as Fail, is not exited.
    execution.record(frame.cursor, `${state.Type}StateEntered`, { name, input: step.output });
    execution.surroundings.onEvent({
      type: 'state entered',
      execution: execution.name,
      state: name,
      input: step.output,
    });
    step = await runState(state, new Visit({ name, input: step.output, ordinal }, frame));
    execution.record(frame.cursor, `${state.Type}StateExited`, { name, output: step.output });
    execution.surroundings.onEvent({
      type: 'state exited',
      execution: execution.name,
      state: name,
      output: step.output,
    });
  }
  return step.output;
}

async function runState(state: State, visit: Visit): Promise<Step> {
  switch (state.Type) {
    case 'Task':
      return withErrorHandling(visit, state, () => withinLimit(visit, runTask(state, visit)));
    case 'Parallel':
      return withErrorHandling(visit, state, () => withinLimit(visit, runParallel(state, visit)));
    case 'Map':
      return withErrorHandling(visit, state, () => withinLimit(visit, runMap(state, visit)));
    case 'Choice':
      return withinLimit(visit, runChoice(state, visit));
    case 'Wait':
      return withinLimit(visit, runWait(state, visit));
    case 'Pass':
      return withinLimit(visit, runPass(state, visit));
    case 'Succeed':
      return withinLimit(visit, runSucceed(state, visit));
    case 'Fail':
      return runFail(state, visit);
  }
}

async function withinLimit(visit: Visit, running: Promise<Step>): Promise<Step> {
  const step = await running;
  visit.execution.checkPayload(step.output, `The state/task '${visit.name}' returned a result`);
  return step;
}
