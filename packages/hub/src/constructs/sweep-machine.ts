import { STAGE_NAMES, STATE_MACHINE_NAME, type StageName } from '@catalog-sweep/core';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { HubRoleSettings } from '../roles/hub-role-settings.ts';
import { stateMachineRole, stateMachineStatements } from '../roles/state-machine-role.ts';
import { stateMachineDefinition } from '../state-machine.ts';
import { deployedRole } from './deployed-role.ts';
import type { HubFunctions } from './hub-functions.ts';

/** The state machine of sweep.asl.yaml, with the published versions of the functions in it. */
export function sweepMachine(
  scope: Construct,
  { functions, roleSettings }: { readonly functions: HubFunctions; readonly roleSettings: HubRoleSettings },
): StateMachine {
  const arns = Object.fromEntries(STAGE_NAMES.map((stage) => [stage, functions.version(stage).functionArn]));
  const definition = stateMachineDefinition({
    partition: roleSettings.partition,
    functions: arns as Record<StageName, string>,
  });
  const machine = new StateMachine(scope, 'StateMachine', {
    stateMachineName: STATE_MACHINE_NAME,
    comment: 'catalog-sweep: keeps the provisioned products of the organisation current',
    definitionBody: DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    role: deployedRole(scope, stateMachineRole(roleSettings), stateMachineStatements(roleSettings)),
    tracingEnabled: true,
    logs: {
      // Groups of this prefix do not lengthen the policy of CloudWatch Logs, which has a limit.
      destination: new LogGroup(scope, 'StateMachineLogs', {
        logGroupName: `/aws/vendedlogs/states/${STATE_MACHINE_NAME}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ERROR,
      // Payloads name accounts and products; what happened stands in the history of the execution.
      includeExecutionData: false,
    },
  });
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF1',
    reason:
      'errors are enough: every scan and update has its own line in the logs, and the history of each execution stays for 90 days',
  });
  return machine;
}
