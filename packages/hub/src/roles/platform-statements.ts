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
      Resource: [`${logGroup}:*`],
      reason: 'each instance of a function begins a stream of its own',
    },
    traces,
  ];
}

/** What the state machine needs of the platform under it: traces, and that Step Functions sets up the delivery of its logs. */
export function stateMachinePlatformStatements(): readonly PolicyStatement[] {
  return [traces, logDelivery];
}

/** As https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html has it. */
const logDelivery: PolicyStatement = {
  Sid: 'SetUpLogDelivery',
  Effect: 'Allow',
  Action: [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  Resource: ['*'],
  reason: 'Step Functions asks for them in the name of the role, and log deliveries have no resource type',
};

const traces: PolicyStatement = {
  Sid: 'SendTraces',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: ['*'],
  reason: 'traces have no resource type',
};
