import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@catalog-sweep/cli';
import { logTables } from '@catalog-sweep/core';
import { VIEWS } from '@catalog-sweep/hub/reporting';
import { readerTemplate } from '@catalog-sweep/hub';
import { describe, expect, it } from '@jest/globals';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parse } from 'yaml';
import { readerStack } from '../../packages/hub/src/reader-template.ts';
import { aConfiguration, aHub, flattened, resourcesOf, statementsOf, type Resource } from '../hub/synth/a-hub.ts';
import { RecordedTerminal } from './a-terminal.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/catalog-sweep.yaml', import.meta.url));

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

const whole = readerTemplate(aConfiguration()) as Template;

function ofType({ Resources: resources }: Template, type: string): readonly Resource[] {
  return Object.values(resources).filter(({ Type }) => Type === type);
}

/** What is deployed of the logs, whoever deploys it: without names of buckets, accounts and resources. */
function definitions(
  resources: readonly { readonly Properties: Readonly<Record<string, unknown>> }[],
): readonly string[] {
  return resources.map(({ Properties: { CatalogId: _account, ...properties } }) =>
    JSON.stringify(flattened(properties)).replaceAll(/s3:\/\/[^/]+\//g, 's3://BUCKET/'),
  );
}

describe('the template of a reader', () => {
  it('defines tables and views exactly as the hub does', () => {
    const hub = aHub();

    for (const type of ['AWS::Glue::Table', 'AWS::Athena::NamedQuery']) {
      expect(definitions(ofType(whole, type))).toEqual(definitions(resourcesOf(hub, type)));
    }
    const [views] = ofType(whole, 'AWS::CloudFormation::CustomResource');
    expect(views?.Properties['Views']).toEqual(VIEWS.map(({ name, sql }) => ({ Name: name, Sql: sql })));
    expect(ofType(whole, 'AWS::Glue::Table')).toHaveLength(logTables('').length);
  });

  it('has no finding of cdk-nag', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'reader-')) });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    readerStack(app, aConfiguration());

    expect(() => app.synth()).not.toThrow();
  });

  it('needs neither assets nor macros nor a bootstrapped account', () => {
    const text = JSON.stringify(whole);

    expect(Object.keys(whole)).not.toContain('Transform');
    expect(text).not.toContain('cdk-hnb659fds');
    expect(text).not.toMatch(/"S3Bucket"|"S3Key"/);
    expect(text).not.toContain('222222222222');
  });

  it('asks for what only the hub knows', () => {
    const known = readerTemplate(
      aConfiguration({
        logS3Bucket: 'company-logs',
        logBucket: { keyArn: 'arn:aws:kms:eu-west-1:333333333333:key/66666666-7777-4888-9999-000000000000' },
      }),
    ) as Template;
    const withoutKey = readerTemplate(aConfiguration({ encryption: 's3' })) as Template;

    expect(Object.entries(whole.Parameters).map(([name, { Default }]) => [name, Default])).toEqual([
      ['LogBucket', undefined],
      ['LogKey', undefined],
    ]);
    expect(known.Parameters['LogBucket']?.Default).toBe('company-logs');
    expect(known.Parameters['LogKey']?.Default).toContain(':key/66666666');
    expect(Object.keys(withoutKey.Parameters)).toEqual(['LogBucket']);
    expect(JSON.stringify(withoutKey)).not.toContain('kms:');
  });

  it('lets analysts read the logs, ask, and nothing else', () => {
    const [policy] = ofType(whole, 'AWS::IAM::ManagedPolicy');

    const statements = statementsOf(flattened(policy?.Properties['PolicyDocument']));

    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'AskInTheWorkGroup',
      'ReadTablesAndViews',
      'FindQueryResults',
      'WriteQueryResults',
      'ListLogs',
      'ReadLogs',
      'DecryptLogs',
    ]);
    for (const { Action: actions, Resource: resources } of statements) {
      expect([actions].flat().join()).not.toMatch(/\*|Delete|Create|Update/);
      expect([resources].flat()).not.toContain('*');
    }
    expect(policy?.Properties['ManagedPolicyName']).toBe('CatalogSweepReports');
  });

  it('keeps results to itself, and not for long', () => {
    const [bucket] = ofType(whole, 'AWS::S3::Bucket');

    expect(bucket?.Properties).toMatchObject({
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7 }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(JSON.stringify(ofType(whole, 'AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport');
  });
});

describe('catalog-sweep reader-template', () => {
  it('prints it, short enough to be deployed as it is', async () => {
    const terminal = new RecordedTerminal();

    const exitCode = await run(['reader-template', '--config', EXAMPLE], terminal);

    expect(exitCode).toBe(0);
    expect(Object.keys((parse(terminal.output) as Template).Resources).length).toBeGreaterThan(10);
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    expect(Buffer.byteLength(terminal.output)).toBeLessThan(51_200);
  });

  it('says what is wrong with the configuration', async () => {
    const terminal = new RecordedTerminal();

    const exitCode = await run(['reader-template', '--config', 'nowhere.yaml'], terminal);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(/^error: nowhere\.yaml/);
  });
});
