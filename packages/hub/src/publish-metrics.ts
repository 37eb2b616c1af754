import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, METRIC_SERVICE, type MetricValues } from './metrics.ts';

/** Writes metrics as a line of the log that CloudWatch reads them from (embedded metric format). */
export function publishMetrics(values: MetricValues): void {
  const named = Object.entries(values);
  // Powertools warns of metrics without any.
  if (named.length === 0) return;
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: METRIC_SERVICE });
  for (const [name, value] of named) {
    metrics.addMetric(name, name.endsWith('Percent') ? MetricUnit.Percent : MetricUnit.Count, value);
  }
  metrics.publishStoredMetrics();
}
