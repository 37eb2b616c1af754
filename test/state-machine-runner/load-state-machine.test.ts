import { describe, expect, it } from '@jest/globals';
import { loadStateMachine, UnsupportedDefinitionError } from '@catalog-sweep/state-machine-runner';
import { FUNCTION_NAMES } from '../../packages/state-machine-runner/src/jsonata-functions.ts';
import { aTask, outputOf, runStates } from './run.ts';

function problemsOf(
  states: Readonly<Record<string, unknown>>,
  top: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  try {
    loadStateMachine({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...top });
  } catch (error) {
    if (error instanceof UnsupportedDefinitionError) return error.problems;
    throw error;
  }
  return [];
}

const distributed = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  StartAt: 'In',
  States: { In: { Type: 'Pass', End: true } },
};
const inline = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };

describe('loading a state machine', () => {
  it.each([
    {
      name: 'JSONPath',
      states: { A: { Type: 'Pass', ResultPath: '$.x', End: true } },
      problem: 'state "A": the field ResultPath is not supported',
    },
    {
      name: 'a state in JSONPath',
      states: { A: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } },
      problem: 'state "A", field QueryLanguage',
    },
    { name: 'an unknown type', states: { A: { Type: 'Sleep', End: true } }, problem: '"Sleep" is not supported' },
    {
      name: 'another integration',
      states: { A: { ...aTask('f'), Resource: 'arn:aws:states:::sqs:sendMessage' } },
      problem: 'state "A", field Resource: only arn:…:states:::lambda:invoke',
    },
    {
      name: 'credentials',
      states: { A: { ...aTask('f'), Credentials: {} } },
      problem: 'state "A": the field Credentials is not supported',
    },
    {
      name: 'heartbeats',
      states: { A: { ...aTask('f'), HeartbeatSeconds: 5 } },
      problem: 'the field HeartbeatSeconds is not supported',
    },
    {
      name: 'batches',
      states: { A: { Type: 'Map', Items: [], ItemBatcher: {}, ItemProcessor: distributed, End: true } },
      problem: 'the field ItemBatcher is not supported',
    },
    {
      name: 'CSV',
      states: {
        A: {
          Type: 'Map',
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'CSV' },
            Arguments: { Bucket: 'b', Key: 'k' },
          },
          ItemProcessor: distributed,
          End: true,
        },
      },
      problem: 'state "A", field ItemReader/ReaderConfig/InputType',
    },
    {
      name: 'express children',
      states: {
        A: {
          Type: 'Map',
          Items: [],
          ItemProcessor: { ...distributed, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } },
          End: true,
        },
      },
      problem: 'only STANDARD child executions are run here',
    },
    {
      name: 'a reader of an inline Map',
      states: { A: { Type: 'Map', Items: [], ToleratedFailureCount: 1, ItemProcessor: inline, End: true } },
      problem: 'field ToleratedFailureCount: only a Distributed Map has it',
    },
    { name: 'a state without an end', states: { A: { Type: 'Pass' } }, problem: 'state "A": needs either Next or End' },
    { name: 'a state that is not there', states: { A: { Type: 'Pass', Next: 'B' } }, problem: 'there is no state "B"' },
    {
      name: 'a state that nobody reaches',
      states: { A: { Type: 'Pass', End: true }, B: { Type: 'Pass', End: true } },
      problem: 'state "B": no state leads to it',
    },
    {
      name: 'an expression that does not parse',
      states: { A: { Type: 'Pass', Output: '{% 1 + %}', End: true } },
      problem: 'does not parse',
    },
    {
      name: '$eval by another name',
      states: { A: { Type: 'Pass', Output: "{% ($e := $eval; $e('1')) %}", End: true } },
      problem: 'uses $eval',
    },
    {
      name: '$eval as an argument',
      states: { A: { Type: 'Pass', Output: "{% $map(['1'], $eval) %}", End: true } },
      problem: 'uses $eval',
    },
    {
      name: 'a function that there is not',
      states: { A: { Type: 'Pass', Output: { deep: ['{% $foo(1) %}'] }, End: true } },
      problem: 'state "A", field Output/deep/0: the expression {% $foo(1) %} calls $foo, which there is not',
    },
    {
      name: 'a function in a chain that there is not',
      states: { A: { Type: 'Pass', Output: '{% 1 ~> $foo %}', End: true } },
      problem: 'calls $foo, which there is not',
    },
    {
      name: 'a variable called in another scope',
      states: {
        A: {
          Type: 'Map',
          Items: [],
          Assign: { foo: 1 },
          ItemProcessor: { ...distributed, States: { In: { Type: 'Pass', Output: '{% $foo(1) %}', End: true } } },
          End: true,
        },
      },
      problem: 'state "In", field Output: the expression {% $foo(1) %} calls $foo',
    },
    {
      name: 'two states of one name in different scopes',
      states: { In: { Type: 'Map', Items: [], ItemProcessor: inline, End: true } },
      problem: 'state "In": there are several states of this name',
    },
    {
      name: 'a label with a blank',
      states: { A: { Type: 'Map', Items: [], Label: 'a b', ItemProcessor: distributed, End: true } },
      problem: 'state "A", field Label: has characters that a label may not have',
    },
    {
      name: 'a label with a colon',
      states: { A: { Type: 'Map', Items: [], Label: 'a:b', ItemProcessor: distributed, End: true } },
      problem: 'field Label',
    },
    {
      name: 'an error of Step Functions that there is not, retried',
      states: { A: aTask('f', { Retry: [{ ErrorEquals: ['States.TaskFailure'] }] }) },
      problem: 'state "A", field Retry/0/ErrorEquals/0: there is no such error of Step Functions',
    },
    {
      name: 'an error of Step Functions that there is not, caught',
      states: { A: aTask('f', { Catch: [{ ErrorEquals: ['States.all'], Next: 'A' }] }) },
      problem: 'there is no such error',
    },
    {
      name: 'a variable named states',
      states: { A: { Type: 'Pass', Assign: { states: 1 }, End: true } },
      problem: 'the variable states belongs to Step Functions',
    },
    {
      name: 'a time that is none',
      states: { A: { Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z', End: true } },
      problem: 'state "A", field Timestamp: "2026-02-30T00:00:00Z" is no RFC 3339 time',
    },
    { name: '$eval', states: { A: { Type: 'Pass', Output: "{% $eval('1') %}", End: true } }, problem: 'uses $eval' },
    {
      name: 'two waits in one',
      states: { A: { Type: 'Wait', Seconds: 1, Timestamp: 'x', End: true } },
      problem: 'needs either Seconds or Timestamp',
    },
    {
      name: 'States.ALL before others',
      states: { A: aTask('f', { Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }) },
      problem: 'States.ALL must stand alone and last',
    },
  ])('refuses $name', ({ states, problem }) => {
    expect(problemsOf(states).join('\n')).toContain(problem);
  });

  it('refuses to assign inside what is assigned outside', () => {
    const problems = problemsOf({
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Assign: { x: 2 }, End: true } } }],
        End: true,
      },
    });

    expect(problems).toEqual([expect.stringContaining('the variable x is assigned outside too')]);
  });

  it('lets the children of a Distributed Map use the same names', () => {
    const problems = problemsOf({
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: {
        Type: 'Map',
        Items: [],
        ItemProcessor: { ...distributed, States: { In: { Type: 'Pass', Assign: { x: 2 }, End: true } } },
        End: true,
      },
    });

    expect(problems).toEqual([]);
  });

  it.each([
    '$f := function($x) { $x }; $f(1)',
    '$apply := function($g) { $g(1) }; $apply(function($x) { $x })',
    '[1] ~> $map(function($v) { $v }) ~> $sum',
    '$outer(1)',
    "$substringBefore(?, '-')",
  ])('takes functions that are bound in sight: %s', (source) => {
    const problems = problemsOf({
      A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'B' },
      B: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Output: `{% (${source}) %}`, End: true } } }],
        End: true,
      },
    });

    expect(problems).toEqual([]);
  });

  it.each([...FUNCTION_NAMES])('knows $%s, which is a function when it runs', async (name) => {
    const result = await runStates({ A: { Type: 'Pass', Output: `{% $type($${name}) %}`, End: true } });

    expect(outputOf(result)).toBe('function');
  });

  it('names all problems at once', () => {
    const problems = problemsOf(
      { A: { Type: 'Pass', ResultPath: '$', InputPath: '$', End: true } },
      { Version: '2.0' },
    );

    expect(problems).toHaveLength(3);
  });

  it('wants the query language to be said', () => {
    expect(problemsOf({ A: { Type: 'Pass', End: true } }, { QueryLanguage: undefined }).join()).toContain(
      'QueryLanguage',
    );
  });
});
