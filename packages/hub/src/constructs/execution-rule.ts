import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/**
 * An execution that ends before its end is finished all the same: finish-sweep writes the lines that are missing. Children of Maps are executions of
 * other ARNs and are not meant. Such events are best effort, so the watchdog looks daily.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function executionRule(
  scope: Construct,
  {
    machine,
    finishSweep,
    deadLetters,
  }: { readonly machine: StateMachine; readonly finishSweep: Version; readonly deadLetters: IQueue },
): Rule {
  return new Rule(scope, 'ExecutionRule', {
    description: 'catalog-sweep: finishes sweeps whose execution failed, timed out or was aborted',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [
      new LambdaFunction(finishSweep, {
        deadLetterQueue: deadLetters,
        retryAttempts: 5,
        maxEventAge: Duration.hours(6),
      }),
    ],
  });
}
