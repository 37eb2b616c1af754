import { HubFacts } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { aHub, listed, resourcesOf, statementsOf } from './a-hub.ts';

const hub = aHub({ timeZone: 'Europe/Dublin', cronExpressionForEventRule: 'cron(30 6 ? * MON-FRI *)', mode: 'update' });
const [machine] = resourcesOf(hub, 'AWS::StepFunctions::StateMachine');
const [queue] = resourcesOf(hub, 'AWS::SQS::Queue');
const schedules = resourcesOf(hub, 'AWS::Scheduler::Schedule');

describe('the schedule of sweeps', () => {
  const schedule = schedules.find(({ id }) => id.includes('SweepSchedule'))?.Properties;

  it('is the one of the configuration, in its time zone', () => {
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(30 6 ? * MON-FRI *)',
      ScheduleExpressionTimezone: 'Europe/Dublin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
  });

  it('starts the state machine in the configured mode, tries again, and keeps what could not be delivered', () => {
    const target = schedule?.['Target'] as { readonly Input: string };

    expect(target).toMatchObject({
      Arn: `<${machine?.id}>`,
      DeadLetterConfig: { Arn: `<${queue?.id}.Arn>` },
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
    });
    expect(JSON.parse(target.Input)).toEqual({ contractVersion: 1, trigger: 'schedule', mode: 'update' });
  });

  it('is taken on by Scheduler for this account alone, and may do just that', () => {
    const roles = resourcesOf(hub, 'AWS::IAM::Role').filter(({ id }) => id.startsWith('Scheduler'));
    const policies = resourcesOf(hub, 'AWS::IAM::Policy').map(({ Properties }) =>
      statementsOf(Properties['PolicyDocument']),
    );

    expect(roles).toHaveLength(2);
    for (const { Properties } of roles) {
      expect(Properties['AssumeRolePolicyDocument']).toMatchObject({
        Statement: [
          {
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
          },
        ],
      });
    }
    expect(policies.map((statements) => statements.flatMap(({ Action }) => listed(Action)).toSorted())).toEqual(
      expect.arrayContaining([
        ['sqs:SendMessage', 'states:StartExecution'],
        ['lambda:InvokeFunction', 'sqs:SendMessage'],
      ]),
    );
  });
});

it('the watchdog looks every day, by its published version', () => {
  const schedule = schedules.find(({ id }) => id.includes('Watchdog'))?.Properties ?? {};
  const { Arn: arn } = schedule['Target'] as { readonly Arn: string };
  const called = /^<(.*)>$/.exec(arn)?.[1] ?? '';

  expect(schedule['ScheduleExpression']).toBe('rate(1 day)');
  expect(hub.resources[called]?.Type).toBe('AWS::Lambda::Version');
  expect(called).toContain('watchsweeps');
});

describe('the rule on executions', () => {
  const [rule] = resourcesOf(hub, 'AWS::Events::Rule');

  it('hears of this state machine alone, when an execution ends before its end', () => {
    expect(rule?.Properties['EventPattern']).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [`<${machine?.id}>`], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
  });

  it('calls finish-sweep with the event as it is, which lets only this rule in', () => {
    const [target] = (rule?.Properties['Targets'] ?? []) as readonly {
      readonly Arn: string;
      readonly Input?: unknown;
      readonly DeadLetterConfig: unknown;
    }[];
    const [permission] = resourcesOf(hub, 'AWS::Lambda::Permission');

    expect(target?.Arn).toContain('finishsweepFunctionCurrentVersion');
    expect(target).not.toHaveProperty('Input');
    expect(target?.DeadLetterConfig).toEqual({ Arn: `<${queue?.id}.Arn>` });
    expect(permission?.Properties).toMatchObject({
      Principal: 'events.amazonaws.com',
      FunctionName: target?.Arn,
      SourceArn: `<${rule?.id}.Arn>`,
    });
  });
});

describe('notifications', () => {
  const [topic] = resourcesOf(hub, 'AWS::SNS::Topic');

  it('go out for alarms of this account alone, and over TLS', () => {
    const [policy] = resourcesOf(hub, 'AWS::SNS::TopicPolicy');
    const statements = statementsOf(policy?.Properties['PolicyDocument']);

    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
      }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  it('reach each address', () => {
    const subscriptions = resourcesOf(hub, 'AWS::SNS::Subscription').map(({ Properties }) => Properties);

    expect(subscriptions).toEqual([
      { Endpoint: 'platform@example.com', Protocol: 'email', TopicArn: `<${topic?.id}>` },
    ]);
  });
});

it('the parameter tells the command line all that it has to know', () => {
  const [parameter] = resourcesOf(hub, 'AWS::SSM::Parameter');

  const facts = HubFacts.parse(JSON.parse(String(parameter?.Properties['Value'])));

  expect(parameter?.Properties['Name']).toBe('/catalog-sweep/hub');
  expect(facts).toMatchObject({
    stateMachineArn: 'arn:aws:states:eu-west-1:222222222222:stateMachine:CatalogSweep',
    scheduleMode: 'update',
    regions: ['eu-west-1'],
    hub: { account: '222222222222', region: 'eu-west-1', partition: 'aws', organizationId: 'o-abcdefghij' },
  });
  expect(hub.resources[facts.workBucket.slice(1, -1)]?.Type).toBe('AWS::S3::Bucket');
});
