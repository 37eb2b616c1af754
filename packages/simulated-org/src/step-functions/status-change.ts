import type { ServiceEvent } from '../events/announcements.ts';
import type { ExecutionEntity } from './entities.ts';

/** What EventBridge is told of an execution. https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export function statusChange(execution: ExecutionEntity, now: number): Omit<ServiceEvent, 'id'> {
  const { arn, stateMachineArn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  const [, , , region = '', account = ''] = arn.split(':');
  const included = { included: true };
  return {
    version: '0',
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn,
      name,
      status,
      startDate: startedAt,
      stopDate: stoppedAt ?? null,
      input,
      inputDetails: included,
      output: output ?? null,
      outputDetails: output === undefined ? null : included,
      error: error ?? null,
      cause: cause ?? null,
    },
  };
}
