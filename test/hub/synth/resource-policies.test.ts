import { describe, expect, it } from '@jest/globals';
import { aHub, listed, resourcesOf, statementsOf, type Statement, type Synthesised } from './a-hub.ts';

const hub = aHub({ readerAccounts: ['333333333333'] });

/** Where the policies of resources themselves stand. */
const DOCUMENTS = {
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
} as const;

interface Placed extends Statement {
  /** The resource that has the policy, without the digits that CDK adds. */
  readonly at: string;
}

function resourceStatements(synthesised: Synthesised): readonly Placed[] {
  return Object.entries(DOCUMENTS).flatMap(([type, property]) =>
    resourcesOf(synthesised, type).flatMap(({ id, Properties }) =>
      statementsOf(Properties[property]).map((statement) => ({
        ...statement,
        at: id.replace(/(Policy)?[0-9A-F]{8}$/, ''),
      })),
    ),
  );
}

function principalsOf({ Principal }: Statement): readonly string[] {
  if (typeof Principal === 'string') return [Principal];
  return Object.values(Principal as Readonly<Record<string, string | readonly string[]>>).flatMap((one) => listed(one));
}

const allowed = resourceStatements(hub).filter(({ Effect }) => Effect === 'Allow');
const OWNER = 'arn:aws:iam::222222222222:root';
const READER = 'arn:aws:iam::333333333333:root';

describe('the policies of buckets, key, topic and queue', () => {
  it('let in whom they name, and nobody else', () => {
    const letIn = allowed.flatMap((statement) => principalsOf(statement).map((who) => `${statement.at}: ${who}`));

    expect([...new Set(letIn)].toSorted()).toEqual(
      [
        'HubAccessLogBucket: logging.s3.amazonaws.com',
        'HubDeadLetters: events.amazonaws.com',
        `HubKey: ${OWNER}`,
        `HubKey: ${READER}`,
        'HubKey: cloudwatch.amazonaws.com',
        `HubLogBucket: ${READER}`,
        'HubNotifications: cloudwatch.amazonaws.com',
      ].toSorted(),
    );
  });

  it('let services in for this account alone, or for the rules that are meant', () => {
    const isService = (who: string) => who.endsWith('.amazonaws.com');
    const conditions = allowed
      .filter((statement) => principalsOf(statement).some(isService))
      .map(({ at, Condition }) => [
        at,
        Condition?.['StringEquals']?.['aws:SourceAccount'] ?? Condition?.['ArnEquals']?.['aws:SourceArn'],
      ]);

    expect(conditions).toEqual([
      ['HubAccessLogBucket', '222222222222'],
      ['HubAccessLogBucket', '222222222222'],
      ['HubKey', '222222222222'],
      ['HubNotifications', '222222222222'],
      ['HubDeadLetters', expect.stringMatching(/^<HubExecutionRule/)],
      ['HubDeadLetters', expect.stringMatching(/^<HubNewsRule/)],
    ]);
  });

  it('name every action that they allow', () => {
    const actions = allowed.flatMap(({ Action }) => listed(Action));

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('refuse whoever comes without TLS', () => {
    const refusing = resourceStatements(hub)
      .filter(({ Effect, Condition }) => Effect === 'Deny' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false')
      .map(({ at }) => at);

    expect(refusing.toSorted()).toEqual([
      'HubAccessLogBucket',
      'HubDeadLetters',
      'HubLogBucket',
      'HubNotifications',
      'HubWorkBucket',
    ]);
  });
});

describe('the key', () => {
  const ofKey = allowed.filter(({ at }) => at === 'HubKey');
  const use = ofKey.filter(({ Action }) => listed(Action).includes('kms:Decrypt'));

  it('opens objects through S3 alone, whoever asks', () => {
    const people = use.filter((statement) => principalsOf(statement).every((who) => who.startsWith('arn:')));

    expect(people).toHaveLength(2);
    for (const { Condition } of people) {
      expect(Condition?.['StringEquals']?.['kms:ViaService']).toEqual(['s3.eu-west-1.amazonaws.com']);
    }
  });

  it('can be kept, and given to others, by the account that it is in', () => {
    const [administration] = ofKey.filter(({ Sid }) => Sid === 'Administration');

    // KMS refuses a key whose policy nobody could change any more.
    expect(listed(administration?.Action)).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:GetKeyPolicy']));
    expect(listed(administration?.Action)).not.toContain('kms:Decrypt');
    expect(listed(administration?.Action)).not.toContain('kms:CreateGrant');
  });

  it('turns every year, is never lost by accident, and outlives the stack', () => {
    const [key] = resourcesOf(hub, 'AWS::KMS::Key');

    expect(key?.Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
    expect(key?.DeletionPolicy).toBe('Retain');
  });
});

it('every queue and topic is encrypted, the topic with the key of the hub', () => {
  const [queue] = resourcesOf(hub, 'AWS::SQS::Queue');
  const [topic] = resourcesOf(hub, 'AWS::SNS::Topic');
  const [key] = resourcesOf(hub, 'AWS::KMS::Key');

  expect(queue?.Properties['SqsManagedSseEnabled']).toBe(true);
  expect(topic?.Properties['KmsMasterKeyId']).toBe(`<${key?.id}.Arn>`);
});
