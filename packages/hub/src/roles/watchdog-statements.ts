import { functionName, STATE_MACHINE_NAME, type PolicyStatement } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import { hubArn, type HubRoleSettings } from './hub-role-settings.ts';
import { stateMachineArn } from './state-machine-role.ts';

/** What the watchdog may do: look at executions, and have finish-sweep called. It has none of the rights of finish-sweep itself. */
export function watchdogStatements(
  settings: HubRoleSettings,
): Readonly<Record<'watch-sweeps', readonly PolicyStatement[]>> {
  const work = bucketStatements(settings.partition, 'Work', settings.workBucket);
  return {
    'watch-sweeps': [
      work.list,
      work.read('*/end.json', 'watch/*'),
      work.put('watch/*'),
      {
        Sid: 'ListExecutions',
        Effect: 'Allow',
        Action: ['states:DescribeStateMachine', 'states:ListExecutions'],
        Resource: [stateMachineArn(settings)],
      },
      {
        Sid: 'LookAtExecutions',
        Effect: 'Allow',
        Action: ['states:DescribeExecution'],
        Resource: [`${hubArn('states', settings)}:execution:${STATE_MACHINE_NAME}:*`],
        reason: 'executions are named when they are started',
      },
      {
        Sid: 'CallFinishSweep',
        Effect: 'Allow',
        Action: ['lambda:InvokeFunction'],
        Resource: [`${hubArn('lambda', settings)}:function:${functionName('finish-sweep')}:*`],
        reason: 'the version that is deployed, which has another number after each deployment',
      },
    ],
  };
}
