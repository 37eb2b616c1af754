import { functionName, type HandlerName, type PolicyStatement } from '@catalog-sweep/core';
import { hubArn, type HubRoleSettings } from './hub-role-settings.ts';

/** What a function needs of the platform under it, beside what its code asks for: its own log group, and traces. */
export function functionPlatformStatements(
  handler: HandlerName,
  settings: HubRoleSettings,
): readonly PolicyStatement[] {
  const logGroup = `${hubArn('logs', settings)}:log-group:/aws/lambda/${functionName(handler)}`;
  return [
    {
      Sid: 'WriteOwnLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [`${logGroup}:log-stream:*`],
      reason: 'each instance of a function begins a stream of its own',
    },
    traces,
  ];
}

/** What the state machine needs of the platform under it. */
export function stateMachinePlatformStatements(_settings: HubRoleSettings): readonly PolicyStatement[] {
  return [traces];
}

const traces: PolicyStatement = {
  Sid: 'SendTraces',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: ['*'],
  reason: 'traces have no resource type',
};
