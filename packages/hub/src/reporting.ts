/* What the reports are made of, without aws-cdk-lib. */
export * from './reporting/views.ts';
export {
  athenaQuery,
  AthenaQueryError,
  queryBy,
  type AthenaResult,
  type AthenaSettings,
} from './reporting/athena-query.ts';
