/** The namespace of the hub's metrics. */
export const METRIC_NAMESPACE = 'CatalogSweep';

/**
 * The one dimension that all of them have, as Powertools writes it. Account and Region are none: 4,000 targets would be 4,000 custom metrics each,
 * which cost more than the rest of the hub.
 */
export const METRIC_SERVICE = 'catalog-sweep';

export const METRIC_NAMES = [
  'SweepsFailed',
  'SweepsNotReconciled',
  'TargetsFailedPercent',
  'TargetsPlanned',
  'TargetsFailed',
  'ProvisionedProductsScanned',
  'ProvisionedProductsOutdated',
  'UpdatesMade',
  'UpdatesFailed',
  'UpdatesQuarantined',
  'ScheduleOverdue',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** What a function counted: only what is named is published. */
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;
