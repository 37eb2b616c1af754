import {
  HUB_FACTS_PARAMETER,
  policyDocument,
  STATE_MACHINE_NAME,
  type PolicyDocument,
  type PolicyStatement,
} from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import { queryStatements } from '../reporting/report-statements.ts';
import { hubArn, reportPlace, type HubRoleSettings } from './hub-role-settings.ts';
import { keyStatements } from './key-statements.ts';
import { stateMachineArn } from './state-machine-role.ts';

/** What somebody needs who uses a deployed hub from the command line: starts sweeps, follows and stops them, and reads what they did. */
export function operatorPolicy(settings: HubRoleSettings): PolicyDocument {
  return policyDocument(...operatorStatements(settings));
}

/** The same with its reasons. */
export function operatorStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  const objects = [...operatorObjectStatements(settings), ...queryStatements(reportPlace(settings))];
  return [
    {
      Sid: 'FindTheHub',
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: [`${hubArn('ssm', settings)}:parameter${HUB_FACTS_PARAMETER}`],
    },
    ...executionStatements(settings),
    ...objects,
    ...keyStatements(objects, settings),
  ];
}

/** What is read and written beside the state machine. */
export function operatorObjectStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  const { partition, workBucket, logBucket, logPrefix } = settings;
  const work = bucketStatements(partition, 'Work', workBucket);
  const logs = bucketStatements(partition, 'Log', logBucket);
  return [
    work.list,
    work.read('*/sweep.json', '*/plans/*', '*/summary.json', '*/findings.json'),
    work.put('*/stop.json'),
    logs.list,
    logs.read(`${logPrefix}/*`, 'catalog-sweep/*'),
  ];
}

function executionStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  const states = hubArn('states', settings);
  return [
    {
      Sid: 'StartSweeps',
      Effect: 'Allow',
      Action: ['states:ListExecutions', 'states:StartExecution'],
      Resource: [stateMachineArn(settings)],
    },
    {
      Sid: 'FollowAndStopSweeps',
      Effect: 'Allow',
      Action: ['states:DescribeExecution', 'states:ListMapRuns', 'states:StopExecution'],
      Resource: [`${states}:execution:${STATE_MACHINE_NAME}:*`],
      reason: 'executions have names of their own',
    },
    {
      Sid: 'FollowMapRuns',
      Effect: 'Allow',
      Action: ['states:DescribeMapRun'],
      Resource: [`${states}:mapRun:${STATE_MACHINE_NAME}/*`],
      reason: 'runs of Maps have names of their own',
    },
  ];
}
