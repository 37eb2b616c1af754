import { UsageError } from '@catalog-sweep/core';
import { CatalogSweepHub } from '@catalog-sweep/hub';
import { describe, expect, it, test } from '@jest/globals';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { aConfiguration, listed, resourcesOf, statementsOf, synthesised, type Statement } from './a-hub.ts';

const stacks = synthesised(aConfiguration({ hub: { managementAccount: '111111111111' } }));
const hub = stacks.get('CatalogSweepHub');
if (hub === undefined) throw new Error('no stack CatalogSweepHub');

/** Statements that allow something to whoever has the policy. */
const allowed: readonly Statement[] = [
  ...resourcesOf(hub, 'AWS::IAM::Role').flatMap(({ Properties }) =>
    ((Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[]).map(
      (one) => one.PolicyDocument,
    ),
  ),
  ...resourcesOf(hub, 'AWS::IAM::Policy').map(({ Properties }) => Properties['PolicyDocument']),
  ...resourcesOf(hub, 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties['PolicyDocument']),
].flatMap(statementsOf);

describe('the policies of the hub', () => {
  it('name every action', () => {
    const actions = allowed.flatMap(({ Action }) => listed(Action));

    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('leave no resource open that IAM could narrow', () => {
    const open = allowed
      .filter(({ Resource }) => listed(Resource).includes('*'))
      .flatMap(({ Action }) => listed(Action));

    expect([...new Set(open)].toSorted()).toEqual([
      'lambda:GetAccountSettings',
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'organizations:DescribeOrganization',
      'organizations:ListAWSServiceAccessForOrganization',
      'organizations:ListAccountsForParent',
      'organizations:ListDelegatedAdministrators',
      'organizations:ListDelegatedServicesForAccount',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListRoots',
      'servicecatalog:DescribePortfolioShareStatus',
      'servicecatalog:ListResourcesForTagOption',
      'servicecatalog:ListTagOptions',
      'servicecatalog:SearchProductsAsAdmin',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('let no service in that acts for another account', () => {
    const trusts = resourcesOf(hub, 'AWS::IAM::Role').flatMap(({ Properties }) =>
      statementsOf(Properties['AssumeRolePolicyDocument']),
    );

    for (const { Condition } of trusts) {
      expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': '222222222222' } });
    }
  });
});

test.each([
  { partition: 'aws-us-gov', region: 'us-gov-west-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
])('the hub synthesises for $partition, and names no other partition', ({ partition, region }) => {
  const templates = synthesised(aConfiguration({ hub: { region }, targets: { regions: [region] } }));

  expect([...templates.keys()]).toEqual(['CatalogSweepHub', 'CatalogSweepSpokes']);
  for (const { text } of templates.values()) {
    expect(text).toContain(`arn:${partition}:`);
    expect(text).not.toContain('arn:aws:');
  }
});

it('cdk-nag does find what is wrong', () => {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const careless = new Bucket(new Stack(app, 'Careless'), 'Bucket');

  expect(careless.node.path).toBe('Careless/Bucket');
  expect(() => app.synth()).toThrow('AwsSolutions-S1');
});

describe("in somebody else's app", () => {
  it('the construct refuses a stack of another account or Region', () => {
    const stack = new Stack(new App(), 'Theirs', { env: { account: '999999999999', region: 'us-east-1' } });

    expect(() => new CatalogSweepHub(stack, 'Hub', { configuration: aConfiguration() })).toThrow(
      new UsageError([
        'the stack is for account 999999999999, and hub.account is 222222222222',
        'the stack is for Region us-east-1, and hub.region is eu-west-1',
      ]),
    );
  });

  it('the construct gives out what others build on', () => {
    const stack = new Stack(new App(), 'Theirs');

    const { logBucket, stateMachine, operatorPolicy } = new CatalogSweepHub(stack, 'Hub', {
      configuration: aConfiguration(),
    });

    expect([logBucket.bucketName, stateMachine.stateMachineArn, operatorPolicy.managedPolicyArn]).toEqual([
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
  });
});
