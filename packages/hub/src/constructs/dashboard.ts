import {
  Dashboard,
  GraphWidget,
  SingleValueWidget,
  Stats,
  type Alarm,
  AlarmStatusWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { MetricName } from '../metrics.ts';
import { sweepMetric } from './alarms.ts';

const WIDTH = 24;

/** The metrics of sweeps and functions, for who lives in the console. */
export function hubDashboard(
  scope: Construct,
  {
    alarms,
    functions,
    machine,
  }: { readonly alarms: readonly Alarm[]; readonly functions: readonly Function[]; readonly machine: StateMachine },
): Dashboard {
  const day = (name: MetricName) => sweepMetric(name, Duration.days(1));
  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.days(90),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDTH, height: 3 })],
      [
        new SingleValueWidget({
          title: 'Newest sweep',
          metrics: [
            'TargetsPlanned',
            'TargetsFailed',
            'ProvisionedProductsScanned',
            'ProvisionedProductsOutdated',
            'UpdatesMade',
            'UpdatesFailed',
          ].map((name) => day(name as MetricName)),
          width: WIDTH,
          height: 4,
        }),
      ],
      [
        new GraphWidget({
          title: 'Provisioned products',
          left: [day('ProvisionedProductsScanned'), day('ProvisionedProductsOutdated')],
          width: WIDTH / 2,
        }),
        new GraphWidget({
          title: 'Updates',
          left: [day('UpdatesMade'), day('UpdatesFailed'), day('UpdatesQuarantined')],
          width: WIDTH / 2,
        }),
      ],
      [
        new GraphWidget({
          title: 'Targets',
          left: [day('TargetsPlanned'), day('TargetsFailed')],
          right: [day('TargetsFailedPercent')],
          width: WIDTH / 2,
        }),
        new GraphWidget({
          title: 'Executions',
          left: [machine.metricSucceeded(), machine.metricFailed(), machine.metricTimedOut(), machine.metricAborted()],
          width: WIDTH / 2,
        }),
      ],
      [
        new GraphWidget({
          title: 'Functions: errors',
          left: functions.map((one) => one.metricErrors()),
          width: WIDTH / 2,
        }),
        new GraphWidget({
          title: 'Functions: longest run',
          left: functions.map((one) => one.metricDuration({ statistic: Stats.MAXIMUM })),
          width: WIDTH / 2,
        }),
      ],
    ],
  });
}
