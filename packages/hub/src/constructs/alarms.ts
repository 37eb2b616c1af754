import { HANDLER_NAMES, STAGE_NAMES, type HandlerName } from '@catalog-sweep/core';
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE, METRIC_SERVICE, type MetricName } from '../metrics.ts';

/** An alarm without its surroundings. Its heading in docs/runbook.md is its name in words. */
interface AlarmKind {
  readonly id: string;
  /** What happened, in one sentence. */
  readonly says: string;
  /** The heading in docs/runbook.md, as links name it. */
  readonly heading: string;
  readonly metric: IMetric;
  /** It goes off at this value and above. */
  readonly from: number;
}

export interface AlarmSources {
  readonly functions: readonly Function[];
  readonly machine: StateMachine;
  readonly deadLetters: IQueue;
  readonly topic: ITopic;
}

/** A tenth of all targets: single accounts come and go, and the report names them. */
const TOO_MANY_TARGETS_PERCENT = 10;

/** Metrics of sweeps come at most a few times a day, so an hour of them is looked at. */
const HOUR = Duration.hours(1);

/** All alarms of the hub; each tells the topic. */
export function hubAlarms(scope: Construct, sources: AlarmSources): readonly Alarm[] {
  return alarmKinds(sources).map(({ id, says, heading, metric, from }) => {
    const alarm = new Alarm(scope, id, {
      alarmDescription: `${says} What to do: docs/runbook.md#${heading}`,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
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
      metric: sumOf({
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
      metric: sweepMetric('ScheduleOverdue', Duration.days(1)),
      from: 1,
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
    ...FUNCTION_GROUPS.flatMap(({ name, handlers }) => functionAlarms(name, functions.filter(isOneOf(handlers)))),
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

function sumOf(usingMetrics: Record<string, IMetric>): MathExpression {
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, period: HOUR });
}

/** An alarm takes ten metrics, and one for each function would be 28 alarms: those of sweeps, and the others. */
const FUNCTION_GROUPS: readonly { readonly name: string; readonly handlers: readonly HandlerName[] }[] = [
  { name: 'Sweep', handlers: STAGE_NAMES.filter((stage) => !isOfDoctor(stage)) },
  { name: 'Doctor', handlers: HANDLER_NAMES.filter((handler) => isOfDoctor(handler) || handler === 'watch-sweeps') },
];

function isOfDoctor(handler: HandlerName): boolean {
  return handler.startsWith('examine-') || handler.startsWith('mend-');
}

function isOneOf(handlers: readonly HandlerName[]): (one: Function) => boolean {
  const ids = new Set<string>(handlers);
  return (one) => ids.has(one.node.scope?.node.id ?? '');
}

function functionAlarms(name: string, functions: readonly Function[]): readonly AlarmKind[] {
  const sum = (metricOf: (one: Function) => IMetric) =>
    sumOf(Object.fromEntries(functions.map((one, index) => [`m${index}`, metricOf(one)])));
  return [
    {
      id: `${name}FunctionErrors`,
      says: 'Functions of the hub ended with errors, more than single accounts cause.',
      heading: 'a-function-erred',
      metric: sum((one) => one.metricErrors({ period: HOUR })),
      // The state machine tries again by itself, five times; what it cannot mend becomes a line of the targets log.
      from: 20,
    },
    {
      id: `${name}FunctionThrottles`,
      says: 'Functions of the hub were throttled: the account has too little concurrency for the sweep.',
      heading: 'a-function-was-throttled',
      metric: sum((one) => one.metricThrottles({ period: HOUR })),
      from: 1,
    },
  ];
}
