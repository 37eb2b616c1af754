import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, METRIC_SERVICE, type MetricValues } from './metrics.ts';

/** Writes metrics as a line of the log that CloudWatch reads them from (embedded metric format). */
export function publishMetrics(values: MetricValues): void {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: METRIC_SERVICE });
  for (const [name, value] of Object.entries(values)) {
    metrics.addMetric(name, name.endsWith('Percent') ? MetricUnit.Percent : MetricUnit.Count, value);
  }
  metrics.publishStoredMetrics();
}
