import { OPERATOR_NAME, partitionOfRegion, UsageError, type HubConfiguration } from '@catalog-sweep/core';
import { CfnOutput, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import { hubAlarms } from './constructs/alarms.ts';
import { accessLogBucket, ownLogBucket, workBucket } from './constructs/buckets.ts';
import { hubDashboard } from './constructs/dashboard.ts';
import { executionRule } from './constructs/execution-rule.ts';
import { setFeatureFlags } from './constructs/feature-flags.ts';
import { hubFactsParameter } from './constructs/hub-facts.ts';
import { HubFunctions } from './constructs/hub-functions.ts';
import { hubKey } from './constructs/hub-key.ts';
import {
  keyStatementsForOwner,
  onlyWritersWrite,
  readersDecrypt,
  readersRead,
  statementsForOwner,
  type LogBucketUsers,
  type ResourceStatement,
} from './constructs/log-bucket-policy.ts';
import { LogReports } from './constructs/log-reports.ts';
import { newsRule } from './constructs/news-rule.ts';
import { deadLetterQueue, notificationTopic } from './constructs/notifications.ts';
import { sweepSchedule, watchdogSchedule } from './constructs/schedules.ts';
import { sweepMachine } from './constructs/sweep-machine.ts';
import { reportPlace, type HubRoleSettings } from './roles/hub-role-settings.ts';
import { hubRoles } from './roles/hub-roles.ts';
import { operatorPolicy, operatorStatements } from './roles/operator-policy.ts';
import { viewCreatorStatements } from './roles/view-creator-statements.ts';

export interface CatalogSweepHubProps {
  /** What `catalog-sweep.yaml` says: `readConfiguration` of `@catalog-sweep/hub/configuration` reads it. */
  readonly configuration: HubConfiguration;
}

/**
 * The hub: buckets, functions, state machine, schedules, alarms. There is one in an account: its roles have fixed names, because every spoke trusts them by
 * name. Throws UsageError for a stack of another account or Region than the configuration's, and for a second hub of an account.
 */
export class CatalogSweepHub extends Construct {
  readonly account: string;
  readonly stateMachine: StateMachine;
  readonly logBucket: IBucket;
  /** For people who run sweeps from the command line. */
  readonly operatorPolicy: ManagedPolicy;

  constructor(scope: Construct, id: string, { configuration }: CatalogSweepHubProps) {
    super(scope, id);
    setFeatureFlags(this);
    const { hub, encryption } = configuration;
    this.account = hub.account;
    refuseAnotherPlace(Stack.of(this), hub);
    refuseSecondHub(this);
    const partition = partitionOfRegion(hub.region);
    if (partition === undefined) throw new UsageError([`hub.region: no Region ${hub.region}`]);

    const key = hubKey(this, hub);
    const bucketKey = encryption === 'kms' ? key : undefined;
    const accessLogs = accessLogBucket(this);
    const work = workBucket(this, { key: bucketKey, accessLogs });
    const logs = this.#logBucket(configuration, { key: bucketKey, accessLogs });
    this.logBucket = logs.bucket;

    const topic = notificationTopic(this, {
      key,
      account: hub.account,
      addresses: configuration.notificationAddresses,
    });

    const roleSettings: HubRoleSettings = {
      partition,
      hubAccount: hub.account,
      hubRegion: hub.region,
      workBucket: work.bucketName,
      logBucket: logs.bucket.bucketName,
      logPrefix: configuration.logS3Key,
      workKey: bucketKey?.keyArn,
      logKey: logs.key?.keyArn,
      topicArn: topic.topicArn,
      topicKey: key.keyArn,
    };
    this.#guardLogs(configuration, { roleSettings, logs });
    printParametersOfReaders(this, logs);

    new LogReports(this, 'Reports', {
      place: reportPlace(roleSettings),
      logBucket: roleSettings.logBucket,
      logPrefix: roleSettings.logPrefix,
      resultKey: roleSettings.workKey,
      creatorStatements: viewCreatorStatements(roleSettings),
    });

    const functions = new HubFunctions(this, 'Functions', { configuration, roleSettings });
    const machine = sweepMachine(this, { functions, roleSettings });
    this.stateMachine = machine;
    const deadLetters = deadLetterQueue(this);
    sweepSchedule(this, { configuration, machine, deadLetters });
    watchdogSchedule(this, { watchdog: functions.version('watch-sweeps'), deadLetters });
    executionRule(this, { machine, finishSweep: functions.version('finish-sweep'), deadLetters });

    newsRule(this, { account: hub.account, functions, deadLetters });

    const alarms = hubAlarms(this, { functions: functions.all, machine, deadLetters, topic });
    hubDashboard(this, { alarms, functions: Object.values(functions.all), machine });
    hubFactsParameter(this, { configuration, roleSettings });
    this.operatorPolicy = new ManagedPolicy(this, 'OperatorPolicy', {
      managedPolicyName: OPERATOR_NAME,
      description: 'catalog-sweep: runs, follows and stops sweeps from the command line, and reads their logs',
      document: PolicyDocument.fromJson(operatorPolicy(roleSettings)),
    });
    acknowledgeWildcards(this.operatorPolicy, operatorStatements(roleSettings));
  }

  #logBucket(
    { logS3Bucket, logBucket }: HubConfiguration,
    { key, accessLogs }: { readonly key: IKey | undefined; readonly accessLogs: Bucket },
  ): LogBucket {
    if (logS3Bucket === undefined) {
      const bucket = ownLogBucket(this, { key, accessLogs });
      return { kind: 'own', bucket, key };
    }
    const bucket = Bucket.fromBucketName(this, 'LogBucket', logS3Bucket);
    const itsKey = logBucket.keyArn === undefined ? undefined : Key.fromKeyArn(this, 'LogKey', logBucket.keyArn);
    return { kind: logBucket.account === undefined ? 'existing' : 'of another account', bucket, key: itsKey };
  }

  /** Sees to who writes and reads the logs, or prints what somebody else has to see to. */
  #guardLogs(
    configuration: HubConfiguration,
    { roleSettings, logs }: { readonly roleSettings: HubRoleSettings; readonly logs: LogBucket },
  ): void {
    const users: LogBucketUsers = {
      partition: roleSettings.partition,
      bucketArn: `arn:${roleSettings.partition}:s3:::${roleSettings.logBucket}`,
      keyArn: roleSettings.logKey,
      configuration,
      roles: hubRoles(roleSettings),
    };
    if (logs.kind === 'own') {
      for (const statement of [...onlyWritersWrite(users, [`${users.bucketArn}/*`]), ...readersRead(users)]) {
        logs.bucket.addToResourcePolicy(PolicyStatement.fromJson(statement));
      }
      // It guards the logs for as long as they are there.
      logs.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
      for (const statement of logs.key === undefined ? [] : readersDecrypt(users)) {
        logs.key?.addToResourcePolicy(PolicyStatement.fromJson(statement));
      }
      return;
    }
    // CloudFormation cannot add to the policy of a bucket that is not its own without replacing the rest of it.
    printStatements(this, {
      prefix: 'LogBucketPolicy',
      where: `policy of the bucket ${configuration.logS3Bucket}`,
      statements: statementsForOwner(users),
    });
    if (logs.key === undefined) return;
    printStatements(this, {
      prefix: 'LogKeyPolicy',
      where: `policy of the key of ${configuration.logS3Bucket}`,
      statements: keyStatementsForOwner(users),
    });
  }
}

/** What the template of a reader asks for. */
function printParametersOfReaders(scope: Construct, { bucket, key }: LogBucket): void {
  new CfnOutput(scope, 'LogBucketName', {
    description: 'LogBucket of the template of readers',
    value: bucket.bucketName,
  });
  if (key === undefined) return;
  new CfnOutput(scope, 'LogKeyArn', { description: 'LogKey of the template of readers', value: key.keyArn });
}

/** One output for each statement: an output is no place for long texts. */
function printStatements(
  scope: Construct,
  {
    prefix,
    where,
    statements,
  }: { readonly prefix: string; readonly where: string; readonly statements: readonly ResourceStatement[] },
): void {
  for (const statement of statements) {
    new CfnOutput(scope, `${prefix}${statement.Sid}`, {
      description: `a statement that its owner adds to the ${where}`,
      value: Stack.of(scope).toJsonString(statement),
    });
  }
}

interface LogBucket {
  readonly kind: 'own' | 'existing' | 'of another account';
  readonly bucket: IBucket;
  readonly key: IKey | undefined;
}

/** Values that are only known when it is deployed are trusted. */
function refuseAnotherPlace({ account, region }: Stack, hub: HubConfiguration['hub']): void {
  const problems: string[] = [];
  if (!Token.isUnresolved(account) && account !== hub.account) {
    problems.push(`the stack is for account ${account}, and hub.account is ${hub.account}`);
  }
  if (!Token.isUnresolved(region) && region !== hub.region) {
    problems.push(`the stack is for Region ${region}, and hub.region is ${hub.region}`);
  }
  if (problems.length > 0) throw new UsageError(problems);
}

function refuseSecondHub(hub: CatalogSweepHub): void {
  const other = hub.node.root.node
    .findAll()
    .find((one) => one !== hub && one instanceof CatalogSweepHub && one.account === hub.account);
  if (other === undefined) return;
  const both = `${other.node.path} and ${hub.node.path}`;
  throw new UsageError([
    `${both} are both hubs of account ${hub.account}, which can have one: the names of its roles are fixed, because spokes trust them by name`,
  ]);
}
