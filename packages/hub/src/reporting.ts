/* What the reports are made of, without aws-cdk-lib. */
export * from './reporting/views.ts';
