import { EVENT_SOURCE, NEWS_HANDLERS, SWEEP_FINISHED } from '@catalog-sweep/core';
import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { HubFunctions } from './hub-functions.ts';

/** Every finished sweep is told: by a mail, and by the page. Neither waits for the other, and no sweep waits for them. */
export function newsRule(
  scope: Construct,
  {
    account,
    functions,
    deadLetters,
  }: { readonly account: string; readonly functions: HubFunctions; readonly deadLetters: IQueue },
): Rule {
  return new Rule(scope, 'NewsRule', {
    description: 'catalog-sweep: tells of finished sweeps',
    eventPattern: { source: [EVENT_SOURCE], detailType: [SWEEP_FINISHED], account: [account] },
    targets: NEWS_HANDLERS.map(
      (handler) =>
        new LambdaFunction(functions.version(handler), {
          deadLetterQueue: deadLetters,
          retryAttempts: 5,
          maxEventAge: Duration.hours(6),
        }),
    ),
  });
}
