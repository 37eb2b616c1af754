import { describe, expect, it } from '@jest/globals';
import { AwsError, STAGE_NAMES, TRANSIENT_KINDS, type StageName } from '@catalog-sweep/core';
import { FUNCTION_TIMEOUTS, FUNCTIONS_IN_PROCESS, stateMachineDefinition } from '@catalog-sweep/hub/runtime';
import { loadStateMachine } from '@catalog-sweep/state-machine-runner';

interface State {
  readonly Type: string;
  readonly Arguments?: { readonly FunctionName?: string };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: unknown;
  readonly MaxConcurrency?: unknown;
  readonly ToleratedFailurePercentage?: number;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

const definition = stateMachineDefinition({ partition: 'aws', functions: FUNCTIONS_IN_PROCESS }) as {
  readonly States: Readonly<Record<string, State>>;
};
const states = Object.entries(definition.States).flatMap(([name, state]) => [
  [name, state] as const,
  ...Object.entries(state.ItemProcessor?.States ?? {}),
]);
const tasks = states.filter(([, { Type }]) => Type === 'Task').map(([name, state]) => ({ name, state }));
const maps = states.filter(([, { Type }]) => Type === 'Map').map(([name, state]) => ({ name, state }));

describe('the state machine of a sweep', () => {
  it('uses nothing that the local runner does not run as Step Functions does', () => {
    expect(() => loadStateMachine(definition)).not.toThrow();
  });

  it('calls every function, and nothing that is none', () => {
    const called = new Set(tasks.map(({ state }) => state.Arguments?.FunctionName));

    expect(called).toEqual(new Set(STAGE_NAMES));
  });

  it.each(tasks)('waits longer in "$name" than its function may run', ({ state }) => {
    const timeout = FUNCTION_TIMEOUTS[state.Arguments?.FunctionName as StageName];

    expect(state.TimeoutSeconds).toBeGreaterThan(timeout);
  });

  it.each(tasks)('tries "$name" again when AWS was throttled or out of order', ({ state }) => {
    const transient = TRANSIENT_KINDS.map((kind) => new AwsError({ kind, operation: '', code: '', message: '' }).name);

    const retried = state.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);

    expect(retried).toEqual(
      expect.arrayContaining([...transient, 'Sandbox.Timedout', 'States.Timeout', 'Lambda.TooManyRequestsException']),
    );
  });

  it.each(maps)(
    'bounds how many run at once in "$name", and lets no failed child end the sweep (promise 1)',
    ({ state }) => {
      expect(state.MaxConcurrency).toMatch(/^{% .* %}$/);
      expect(state.ToleratedFailurePercentage).toBe(100);
      expect(state.Catch).toBeDefined();
    },
  );

  it('refuses to be made with a function left out', () => {
    const { 'scan-target': _, ...others } = FUNCTIONS_IN_PROCESS;

    expect(() => stateMachineDefinition({ partition: 'aws', functions: others as Record<StageName, string> })).toThrow(
      'nothing fills in ${scan-target} of the state machine',
    );
  });
});
