import { METRIC_NAMES } from '../metrics.ts';
import type { Standing } from './monthly-cost.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Metrics?: readonly { readonly MetricStat?: unknown }[] };
}

/** Counts in a synthesised template what costs something by being there. */
export function standingOf({ Resources }: { readonly Resources: Readonly<Record<string, Resource>> }): Standing {
  const resources = Object.values(Resources);
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  return {
    keys: count('AWS::KMS::Key'),
    customMetrics: METRIC_NAMES.length,
    alarmMetrics: resources
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      // An alarm on an expression is paid for by the metrics in it.
      .map(({ Properties }) => Properties?.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1)
      .reduce((sum, metrics) => sum + metrics, 0),
    dashboards: count('AWS::CloudWatch::Dashboard'),
  };
}
