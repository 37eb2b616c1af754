import { Duration } from 'aws-cdk-lib';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';

type Metrics = Readonly<Record<string, IMetric>>;

/** Sweeps count at most a few times a day, so an hour of them is looked at. */
export const HOUR = Duration.hours(1);

/** Metrics added up, by their ids. Who was not called or did not fail has no metric, which counts as none. */
export function sumExpression(metrics: Metrics): string {
  return Object.keys(metrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(' + ');
}

export function sumOf(label: string, metrics: Metrics): IMetric {
  return new MathExpression({ label, expression: sumExpression(metrics), usingMetrics: metrics, period: HOUR });
}
