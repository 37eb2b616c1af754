import { LOG_DATABASE, VIEW_CREATOR_NAME, WORKGROUP_NAME, type PolicyStatement } from '@catalog-sweep/core';

/** Where reports are made. */
export interface ReportPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** The bucket of the results of queries, below QUERY_RESULTS. */
  readonly resultBucket: string;
}

/** Where Athena puts the results of queries. */
export const QUERY_RESULTS = 'query-results/';

/** What somebody needs of Athena and Glue who asks the tables and views; what the queries read lies in S3 and needs rights of its own. */
export function queryStatements(place: ReportPlace): readonly PolicyStatement[] {
  return [
    inWorkGroup(place, [
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:GetWorkGroup',
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
    ]),
    {
      Sid: 'ReadTablesAndViews',
      Effect: 'Allow',
      Action: ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
      Resource: catalogArns(place),
      reason: 'the tables and views of the one database',
    },
    ...resultStatements(place),
  ];
}

/** What the function needs that creates the views. */
export function viewStatements(place: ReportPlace): readonly PolicyStatement[] {
  const { partition, account, region } = place;
  return [
    inWorkGroup(place, ['athena:GetQueryExecution', 'athena:StartQueryExecution']),
    {
      Sid: 'CreateViews',
      Effect: 'Allow',
      Action: [
        'glue:CreateTable',
        'glue:DeleteTable',
        'glue:GetDatabase',
        'glue:GetTable',
        'glue:GetTables',
        'glue:UpdateTable',
      ],
      Resource: catalogArns(place),
      reason: 'the tables and views of the one database',
    },
    ...resultStatements(place),
    {
      Sid: 'WriteOwnLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${VIEW_CREATOR_NAME}:*`],
      reason: 'each instance of a function begins a stream of its own',
    },
  ];
}

/** Athena acts on buckets in the name of whoever asks. https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html */
function resultStatements({ partition, resultBucket }: ReportPlace): readonly PolicyStatement[] {
  const bucket = `arn:${partition}:s3:::${resultBucket}`;
  return [
    {
      Sid: 'FindQueryResults',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      Resource: [bucket],
    },
    {
      Sid: 'WriteQueryResults',
      Effect: 'Allow',
      Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      Resource: [`${bucket}/${QUERY_RESULTS}*`],
      reason: 'each result has a name of its own',
    },
  ];
}

function inWorkGroup({ partition, account, region }: ReportPlace, actions: readonly string[]): PolicyStatement {
  return {
    Sid: 'AskInTheWorkGroup',
    Effect: 'Allow',
    Action: actions,
    Resource: [`arn:${partition}:athena:${region}:${account}:workgroup/${WORKGROUP_NAME}`],
  };
}

/** Glue asks for rights of the catalog, the database and the table; Athena looks at the default database too. https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
function catalogArns({ partition, account, region }: ReportPlace): readonly string[] {
  const glue = `arn:${partition}:glue:${region}:${account}`;
  return [
    `${glue}:catalog`,
    `${glue}:database/default`,
    `${glue}:database/${LOG_DATABASE}`,
    `${glue}:table/${LOG_DATABASE}/*`,
  ];
}
