import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { HubFacts } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { exampleOrganisation, logsOf, requestOf } from '../journeys/a-journey.ts';
import { withHub } from './a-deployed-hub.ts';

const EXAMPLE = exampleOrganisation('organisation.yaml');
const SWEEP_ID = '20261123T100000Z-0a1b2c3d';

describe('a deployed hub', () => {
  it('is found by its parameter, sweeps when it is asked over HTTP, and leaves the log of the sweep', async () => {
    const { execution, logs } = await withHub(EXAMPLE, async ({ stepFunctions, ssm, ended, stateDirectory }) => {
      const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: '/catalog-sweep/hub' }));
      const facts = HubFacts.parse(JSON.parse(parameter?.Value ?? ''));
      const { executionArn = '' } = await stepFunctions.send(
        new StartExecutionCommand({
          stateMachineArn: facts.stateMachineArn,
          name: SWEEP_ID,
          input: JSON.stringify(requestOf({})),
        }),
      );
      return { execution: await ended(executionArn), logs: logsOf(stateDirectory, SWEEP_ID) };
    });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', name: SWEEP_ID });
    expect(JSON.parse(execution.output ?? '')).toMatchObject({ status: 'COMPLETED', reconciled: true });
    expect(logs.entries.length).toBeGreaterThan(10);
  });

  it('logs the unfinished by name when an execution is aborted in the middle, and the log reconciles', async () => {
    const logs = await withHub(EXAMPLE, async ({ hub, clock, stepFunctions, stateDirectory }) => {
      const { executionArn = '' } = await stepFunctions.send(
        new StartExecutionCommand({
          stateMachineArn: hub.facts.stateMachineArn,
          name: SWEEP_ID,
          input: JSON.stringify(requestOf({})),
        }),
      );
      await clock.sleep(60_000);
      await stepFunctions.send(new StopExecutionCommand({ executionArn, cause: 'enough' }));
      await clock.sleep(60_000);
      return logsOf(stateDirectory, SWEEP_ID);
    });

    expect(logs.entries.filter(({ Outcome }) => Outcome === 'STOPPED').length).toBeGreaterThan(0);
  });
});
