/**
 * List prices in us-east-1, in US dollars, without free tiers and discounts, as AWS's pricing pages had them in November 2026:
 * https://aws.amazon.com/{step-functions,lambda,cloudwatch,kms,s3,xray,sns,athena}/pricing/. Other Regions cost up to a quarter more.
 */
export const PRICES = {
  stateTransition: 0.025 / 1_000,
  lambdaRequest: 0.2 / 1_000_000,
  /** On arm64. */
  lambdaGigabyteSecond: 0.000_013_333_4,
  s3Write: 0.005 / 1_000,
  s3Read: 0.0004 / 1_000,
  s3GigabyteMonth: 0.023,
  logsGigabyte: 0.5,
  customMetricMonth: 0.3,
  alarmMetricMonth: 0.1,
  /** The first three of an account are free, which is not counted on. */
  dashboardMonth: 3,
  keyMonth: 1,
  athenaTerabyte: 5,
  trace: 5 / 1_000_000,
} as const;
