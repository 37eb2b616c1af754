import { readFileSync } from 'node:fs';
import {
  HUB_ROLE_PATH,
  LOG_DATABASE,
  logTables,
  policyDocument,
  VIEW_CREATOR_NAME,
  WORKGROUP_NAME,
  type PolicyStatement,
} from '@catalog-sweep/core';
import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BLOG_QUERY } from '../reporting/blog-query.ts';
import { glueTable } from '../reporting/glue-tables.ts';
import { QUERY_RESULTS, type ReportPlace } from '../reporting/report-statements.ts';
import { VIEWS } from '../reporting/views.ts';
import { trusting } from '../roles/trusting.ts';
import { deployedRole } from './deployed-role.ts';

export interface LogReportsProps {
  readonly place: ReportPlace;
  readonly logBucket: string;
  /** Where the product logs lie in it. */
  readonly logPrefix: string;
  /** The key of query results; absent: S3's own keys encrypt them. */
  readonly resultKey: string | undefined;
  /** What the function may do that creates the views. */
  readonly creatorStatements: readonly PolicyStatement[];
}

/** Half a dollar of Athena at five dollars a terabyte: more than ten years of weekly logs of 40,000 provisioned products. */
const MOST_BYTES_PER_QUERY = 100_000_000_000;

/** Tables, views and a workgroup over a log bucket: in the hub, and the same in the account of a reader. */
export class LogReports extends Construct {
  constructor(scope: Construct, id: string, props: LogReportsProps) {
    super(scope, id);
    const { place, logBucket, logPrefix } = props;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: place.account,
      databaseInput: { name: LOG_DATABASE, description: 'catalog-sweep: the logs of sweeps' },
    });
    const tables = logTables(logPrefix).map((table) => {
      const made = new CfnTable(this, table.name, {
        catalogId: place.account,
        databaseName: LOG_DATABASE,
        tableInput: glueTable(table, logBucket),
      });
      made.addResourceDependency(database);
      return made;
    });
    const workGroup = this.#workGroup(props);
    const views = this.#views(props);
    views.node.addDependency(...tables, workGroup);
    this.#namedQueries(workGroup);
  }

  #workGroup({ place, resultKey }: LogReportsProps): CfnWorkGroup {
    return new CfnWorkGroup(this, 'WorkGroup', {
      name: WORKGROUP_NAME,
      description: 'catalog-sweep: queries over the logs of sweeps',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: MOST_BYTES_PER_QUERY,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${place.resultBucket}/${QUERY_RESULTS}`,
          expectedBucketOwner: place.account,
          encryptionConfiguration:
            resultKey === undefined
              ? { encryptionOption: 'SSE_S3' }
              : { encryptionOption: 'SSE_KMS', kmsKey: resultKey },
        },
      },
    });
  }

  /** CloudFormation knows no views: a function creates them through Athena, and anew whenever one of them changes. */
  #views({ place, creatorStatements }: LogReportsProps): CustomResource {
    const scope = new Construct(this, 'CreateViews');
    const logGroup = new LogGroup(scope, 'LogGroup', {
      logGroupName: `/aws/lambda/${VIEW_CREATOR_NAME}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const creator = new Function(scope, 'Function', {
      functionName: VIEW_CREATOR_NAME,
      description: 'catalog-sweep: creates the views over the logs',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // In the template as it is: a template without assets goes everywhere, and whoever deploys it can read what it runs.
      code: Code.fromInline(readFileSync(new URL('../reporting/create-views.cjs', import.meta.url), 'utf8')),
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.minutes(5),
      role: deployedRole(
        scope,
        {
          path: HUB_ROLE_PATH,
          name: VIEW_CREATOR_NAME,
          description: 'catalog-sweep: creates the views over the logs',
          trustPolicy: trusting('lambda.amazonaws.com', { hubAccount: place.account }),
          policies: [{ name: VIEW_CREATOR_NAME, document: policyDocument(...creatorStatements) }],
        },
        creatorStatements,
      ),
      loggingFormat: LoggingFormat.JSON,
      logGroup,
    });
    return new CustomResource(scope, 'Views', {
      serviceToken: creator.functionArn,
      properties: {
        WorkGroup: WORKGROUP_NAME,
        Database: LOG_DATABASE,
        Views: VIEWS.map(({ name, sql }) => ({ Name: name, Sql: sql })),
      },
    });
  }

  #namedQueries(workGroup: CfnWorkGroup): void {
    const queries = [
      ...VIEWS.map(({ name, comment }) => ({ name, comment, sql: `SELECT * FROM ${name}` })),
      { name: 'blog_post', comment: 'The query of the blog post: every line, the newest first.', sql: BLOG_QUERY },
    ];
    for (const { name, comment, sql } of queries) {
      const query = new CfnNamedQuery(this, `Query-${name}`, {
        name: `catalog-sweep: ${name}`,
        description: comment,
        database: LOG_DATABASE,
        queryString: sql,
        workGroup: WORKGROUP_NAME,
      });
      query.addResourceDependency(workGroup);
    }
  }
}
