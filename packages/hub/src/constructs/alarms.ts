import type { HandlerName } from '@catalog-sweep/core';
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { functionAlarms } from './function-alarms.ts';
import { HOUR, sumOf } from './metric-math.ts';
import { METRIC_NAMESPACE, METRIC_SERVICE, type MetricName } from '../metrics.ts';

/** An alarm without its surroundings. Its heading in docs/runbook.md is its name in words. */
export interface AlarmKind {
  readonly id: string;
  /** What happened, in one sentence. */
  readonly says: string;
  /** The heading in docs/runbook.md, as links name it. */
  readonly heading: string;
  readonly metric: IMetric;
  /** It goes off at this value and above. */
  readonly from: number;
  /** What an hour without the metric means; absent: that nothing happened. */
  readonly missing?: TreatMissingData;
}

export interface AlarmSources {
  readonly functions: Readonly<Record<HandlerName, Function>>;
  readonly machine: StateMachine;
  readonly deadLetters: IQueue;
  readonly topic: ITopic;
}

/** A tenth of all targets: single accounts come and go, and the report names them. */
const TOO_MANY_TARGETS_PERCENT = 10;

/** All alarms of the hub; each tells the topic. */
export function hubAlarms(scope: Construct, sources: AlarmSources): readonly Alarm[] {
  return alarmKinds(sources).map(({ id, says, heading, metric, from, missing = TreatMissingData.NOT_BREACHING }) => {
    const alarm = new Alarm(scope, id, {
      alarmDescription: `${says} What to do: docs/runbook.md#${heading}`,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: missing,
    });
    alarm.addAlarmAction(new SnsAction(sources.topic));
    return alarm;
  });
}

function alarmKinds({ functions, machine, deadLetters }: AlarmSources): readonly AlarmKind[] {
  return [
    {
      id: 'SweepFailed',
      says: 'A sweep failed, timed out or never began.',
      heading: 'a-sweep-failed',
      metric: sumOf('sweeps that failed', {
        own: sweepMetric('SweepsFailed'),
        failed: machine.metricFailed({ period: HOUR }),
        timedOut: machine.metricTimedOut({ period: HOUR }),
      }),
      from: 1,
    },
    {
      id: 'SweepNotReconciled',
      says: 'The log of a sweep does not add up: a target or a provisioned product has no line, or two.',
      heading: 'a-sweep-does-not-reconcile',
      metric: sweepMetric('SweepsNotReconciled'),
      from: 1,
    },
    {
      id: 'SweepOverdue',
      says: 'No scheduled sweep began when the schedule was due.',
      heading: 'a-sweep-is-overdue',
      metric: sweepMetric('ScheduleOverdue'),
      from: 1,
      // The watchdog looks once a day, and what it said counts until it looks again.
      missing: TreatMissingData.IGNORE,
    },
    {
      id: 'TooManyTargetsFailed',
      says: `A sweep could not look at ${TOO_MANY_TARGETS_PERCENT}% of its targets or more.`,
      heading: 'too-many-targets-failed',
      metric: sweepMetric('TargetsFailedPercent'),
      from: TOO_MANY_TARGETS_PERCENT,
    },
    {
      id: 'UpdatesQuarantined',
      says: 'A version failed so often that a sweep left the rest of its provisioned products alone.',
      heading: 'updates-were-quarantined',
      metric: sweepMetric('UpdatesQuarantined'),
      from: 1,
    },
    {
      id: 'DeadLetter',
      says: 'Something could not be delivered: the start of a sweep, a run of the watchdog, or the end of an execution.',
      heading: 'the-dead-letter-queue-holds-something',
      metric: new Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensionsMap: { QueueName: deadLetters.queueName },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      from: 1,
    },
    ...functionAlarms(functions),
  ];
}

/** A metric of our own. */
export function sweepMetric(metricName: MetricName, period: Duration = HOUR): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { service: METRIC_SERVICE },
    statistic: Stats.MAXIMUM,
    period,
  });
}
