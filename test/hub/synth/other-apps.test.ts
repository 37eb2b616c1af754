import { UsageError } from '@catalog-sweep/core';
import { CatalogSweepHub } from '@catalog-sweep/hub';
import { expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aConfiguration, aHub, flattened, resourcesOf, type Synthesised } from './a-hub.ts';

/** The hub in an app of somebody else's, which sets flags of its own. */
function inAnotherApp(context: Readonly<Record<string, boolean>>): Synthesised {
  const app = new App({ context });
  const stack = new Stack(app, 'CatalogSweepHub', { env: { account: '222222222222', region: 'eu-west-1' } });
  new CatalogSweepHub(stack, 'Hub', { configuration: aConfiguration() });
  const template = Template.fromStack(stack).toJSON();
  return {
    resources: flattened(template['Resources']) as Synthesised['resources'],
    outputs: {},
    text: JSON.stringify(template),
  };
}

/** With the partition written out, and lists in an order of their own: both are up to the app. */
function comparable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('<AWS::Partition>', 'aws');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(comparable(one))).toSorted();
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, comparable(part)]));
}

it('the hub is the same in every app, whatever flags that has', () => {
  const own = aHub();

  const other = inAnotherApp({
    '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': false,
    '@aws-cdk/aws-iam:minimizePolicies': true,
    '@aws-cdk/aws-lambda:recognizeVersionProps': false,
  });

  for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::IAM::Role', 'AWS::KMS::Key']) {
    expect(comparable(resourcesOf(other, type))).toEqual(comparable(resourcesOf(own, type)));
  }
});

it('an account has one hub: a second is refused, with the reason', () => {
  const app = new App();
  const configuration = aConfiguration();
  new CatalogSweepHub(new Stack(app, 'One'), 'Hub', { configuration });

  expect(() => new CatalogSweepHub(new Stack(app, 'Two'), 'Hub', { configuration })).toThrow(
    new UsageError([
      'One/Hub and Two/Hub are both hubs of account 222222222222, which can have one: the names of its roles are fixed, because spokes trust them by name',
    ]),
  );
});

it('hubs of two accounts are made in one app', () => {
  const app = new App();
  new CatalogSweepHub(new Stack(app, 'One'), 'Hub', { configuration: aConfiguration() });

  const other = aConfiguration({ hub: { account: '333333333333' } });

  expect(() => new CatalogSweepHub(new Stack(app, 'Two'), 'Hub', { configuration: other })).not.toThrow();
});
