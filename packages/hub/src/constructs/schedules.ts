import { SCHEDULE_GRACE_SECONDS, type HubConfiguration, type SweepRequest } from '@catalog-sweep/core';
import { Duration, TimeZone } from 'aws-cdk-lib';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** A start that fails is tried again until the watchdog calls it overdue; later than that, the next one is near enough. */
const RETRIES = { retryAttempts: 10, maxEventAge: Duration.seconds(SCHEDULE_GRACE_SECONDS) };

/** The schedule of sweeps. One that finds another under way ends as SKIPPED: the lease in the work bucket sees to that. */
export function sweepSchedule(
  scope: Construct,
  {
    configuration,
    machine,
    deadLetters,
  }: { readonly configuration: HubConfiguration; readonly machine: StateMachine; readonly deadLetters: IQueue },
): Schedule {
  const { cronExpressionForEventRule, timeZone, mode } = configuration;
  const request: Pick<SweepRequest, 'contractVersion' | 'trigger' | 'mode'> = {
    contractVersion: 1,
    trigger: 'schedule',
    mode,
  };
  return new Schedule(scope, 'SweepSchedule', {
    description: `catalog-sweep: sweeps the organisation in ${mode} mode`,
    schedule: ScheduleExpression.expression(cronExpressionForEventRule, TimeZone.of(timeZone)),
    target: new StepFunctionsStartExecution(machine, {
      ...RETRIES,
      input: ScheduleTargetInput.fromObject(request),
      deadLetterQueue: deadLetters,
    }),
  });
}

/** The watchdog looks once a day, at an hour when nobody expects a sweep to begin. */
export function watchdogSchedule(
  scope: Construct,
  { watchdog, deadLetters }: { readonly watchdog: Version; readonly deadLetters: IQueue },
): Schedule {
  return new Schedule(scope, 'WatchdogSchedule', {
    description: 'catalog-sweep: looks for sweeps without an end, and whether the schedule ran',
    schedule: ScheduleExpression.rate(Duration.days(1)),
    target: new LambdaInvoke(watchdog, {
      ...RETRIES,
      input: ScheduleTargetInput.fromObject({ contractVersion: 1 }),
      deadLetterQueue: deadLetters,
    }),
  });
}
