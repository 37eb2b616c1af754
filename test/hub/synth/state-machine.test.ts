import { describe, expect, it, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import { aHub, resourcesOf } from './a-hub.ts';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName?: string };
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Label?: string;
  readonly MaxConcurrency?: unknown;
  readonly ToleratedFailurePercentage?: number;
  readonly TimeoutSeconds?: number;
  readonly ResultWriter?: unknown;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

const hub = aHub();
const [machine] = resourcesOf(hub, 'AWS::StepFunctions::StateMachine');
const definition = JSON.parse(String(machine?.Properties['DefinitionString'])) as {
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
};
const states = statesIn(definition.States);

function statesIn(own: Readonly<Record<string, State>>): readonly (State & { readonly name: string })[] {
  return Object.entries(own).flatMap(([name, state]) => [
    { name, ...state },
    ...statesIn(state.ItemProcessor?.States ?? {}),
  ]);
}

it('a validator of Amazon States Language accepts the definition', () => {
  const validation = aslValidator(definition);

  expect(validation.errorsText('\n')).toBe('');
  expect(validation.isValid).toBe(true);
});

test.each(states.filter(({ Type }) => Type === 'Task'))(
  '$name calls a published version, has a time limit, and tries Lambda’s own errors again',
  ({ Arguments, Retry, TimeoutSeconds }) => {
    const called = /^<(.*)>$/.exec(Arguments?.FunctionName ?? '')?.[1] ?? '';

    expect(hub.resources[called]?.Type).toBe('AWS::Lambda::Version');
    expect(TimeoutSeconds).toBeGreaterThan(0);
    expect(Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(
      expect.arrayContaining([
        'Lambda.ServiceException',
        'Lambda.SdkClientException',
        'Lambda.TooManyRequestsException',
      ]),
    );
  },
);

test.each(states.filter(({ Type }) => Type === 'Map'))(
  '$name is bounded, bears any number of failures, and writes its results to the work bucket',
  ({ Label, MaxConcurrency, ToleratedFailurePercentage, ResultWriter }) => {
    expect(Label).toMatch(/^\w{1,40}$/);
    expect(MaxConcurrency).toBeDefined();
    expect(ToleratedFailurePercentage).toBe(100);
    expect(ResultWriter).toBeDefined();
  },
);

describe('the state machine', () => {
  it('is traced, and logs errors without payloads', () => {
    expect(machine?.Properties).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    });
  });

  it('has a limit to its own time', () => {
    expect(definition.TimeoutSeconds).toBe(172_800);
  });
});
