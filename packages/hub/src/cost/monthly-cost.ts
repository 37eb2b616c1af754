import { PRICES } from './prices.ts';
import { BYTES_OF_A_LINE, sweepUsage, type Workload } from './sweep-usage.ts';

/** What is there whether it sweeps or not, counted in the deployed template. */
export interface Standing {
  readonly keys: number;
  readonly customMetrics: number;
  readonly alarmMetrics: number;
  readonly dashboards: number;
}

export interface CostLine {
  readonly what: string;
  readonly dollars: number;
}

/** How often the queries of the page read the logs of products: each view reads them anew, and those that it is made of. */
const READS_OF_A_PAGE = 10;

/** What a hub costs in a month, by line; the storage is that after a year of sweeps. */
export function monthlyCost(standing: Standing, workload: Workload): readonly CostLine[] {
  const usage = sweepUsage(workload);
  const times = workload.sweepsPerMonth;
  const lines = workload.accounts * workload.regions * workload.productsPerTarget * times;
  const gigabytes = (12 * lines * BYTES_OF_A_LINE) / 1e9;
  return [
    { what: 'Step Functions: state transitions', dollars: times * usage.stateTransitions * PRICES.stateTransition },
    {
      what: 'Lambda: requests and duration',
      dollars: times * (usage.invocations * PRICES.lambdaRequest + usage.gigabyteSeconds * PRICES.lambdaGigabyteSecond),
    },
    {
      what: 'S3: requests, and the logs of a year',
      dollars:
        times * (usage.s3Writes * PRICES.s3Write + usage.s3Reads * PRICES.s3Read) + gigabytes * PRICES.s3GigabyteMonth,
    },
    {
      what: 'CloudWatch Logs and X-Ray',
      dollars: times * ((usage.logBytes / 1e9) * PRICES.logsGigabyte + usage.traces * PRICES.trace),
    },
    {
      what: 'Athena: the pages, over the logs of a year',
      dollars: times * READS_OF_A_PAGE * (gigabytes / 1000) * PRICES.athenaTerabyte,
    },
    { what: 'CloudWatch: custom metrics', dollars: standing.customMetrics * PRICES.customMetricMonth },
    { what: 'CloudWatch: alarms', dollars: standing.alarmMetrics * PRICES.alarmMetricMonth },
    { what: 'CloudWatch: dashboard', dollars: standing.dashboards * PRICES.dashboardMonth },
    { what: 'KMS: key', dollars: standing.keys * PRICES.keyMonth },
  ];
}
