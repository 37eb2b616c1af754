import {
  functionName,
  HUB_ROLE_PATH,
  policyDocument,
  STAGE_NAMES,
  STATE_MACHINE_NAME,
  STATE_MACHINE_ROLE_NAME,
  type PolicyStatement,
  type Role,
} from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import { hubArn, type HubRoleSettings } from './hub-role-settings.ts';
import { keyStatements } from './key-statements.ts';
import { stateMachinePlatformStatements } from './platform-statements.ts';
import { trusting } from './trusting.ts';

/** The role of the state machine: it calls the functions, and its Maps read their items, run their children and write their results. */
export function stateMachineRole(settings: HubRoleSettings): Role {
  return {
    path: HUB_ROLE_PATH,
    name: STATE_MACHINE_ROLE_NAME,
    description: 'catalog-sweep: the state machine of the sweep',
    trustPolicy: trusting('states.amazonaws.com', settings, stateMachineArn(settings)),
    policies: [{ name: STATE_MACHINE_ROLE_NAME, document: policyDocument(...stateMachineStatements(settings)) }],
  };
}

/** All that the role may do, with the reasons. */
export function stateMachineStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  const maps = mapStatements(settings);
  return [
    ...maps,
    ...keyStatements(maps, settings),
    ...executionStatements(settings),
    ...stateMachinePlatformStatements(),
  ];
}

/** What its Maps do in the work bucket. */
export function mapStatements({ partition, workBucket }: HubRoleSettings): readonly PolicyStatement[] {
  const work = bucketStatements(partition, 'Work', workBucket);
  return [work.read('*/waves/*', '*/plans/*'), work.writeResults('*/maps/*')];
}

export function stateMachineArn(settings: HubRoleSettings): string {
  return `${hubArn('states', settings)}:stateMachine:${STATE_MACHINE_NAME}`;
}

/** Calls of functions, and the children of Maps. https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
function executionStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  return [
    {
      Sid: 'CallTheFunctions',
      Effect: 'Allow',
      Action: ['lambda:InvokeFunction'],
      Resource: STAGE_NAMES.map((stage) => `${hubArn('lambda', settings)}:function:${functionName(stage)}:*`),
      reason:
        'every version: a sweep that is under way while the hub is deployed anew goes on with those that it began with',
    },
    {
      Sid: 'StartOwnChildren',
      Effect: 'Allow',
      Action: ['states:StartExecution'],
      Resource: [stateMachineArn(settings)],
    },
    {
      Sid: 'FollowOwnChildren',
      Effect: 'Allow',
      Action: ['states:DescribeExecution', 'states:StopExecution'],
      // AWS's example names the first; the ARNs of children, which carry the label of their Map, are of the second form.
      Resource: [
        `${hubArn('states', settings)}:execution:${STATE_MACHINE_NAME}:*`,
        `${hubArn('states', settings)}:execution:${STATE_MACHINE_NAME}/*`,
      ],
      reason: 'executions have names of their own',
    },
  ];
}
