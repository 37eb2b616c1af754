import { describe, expect, it, test } from '@jest/globals';
import { aHub, listed, resourcesOf, statementsOf, type Statement, type Synthesised } from './a-hub.ts';

const hub = aHub({ readerAccounts: ['333333333333'] });

function bucket(synthesised: Synthesised, name: string) {
  const found = resourcesOf(synthesised, 'AWS::S3::Bucket').find(({ id }) => id.startsWith(`Hub${name}`));
  if (found === undefined) throw new Error(`no bucket ${name}`);
  return found;
}

function policyOf(synthesised: Synthesised, name: string): readonly Statement[] {
  const { id } = bucket(synthesised, name);
  const policy = resourcesOf(synthesised, 'AWS::S3::BucketPolicy').find(
    ({ Properties }) => Properties['Bucket'] === `<${id}>`,
  );
  return statementsOf(policy?.Properties['PolicyDocument']);
}

describe('every bucket of the hub', () => {
  test.each(resourcesOf(hub, 'AWS::S3::Bucket').map(({ id, ...rest }) => ({ id, ...rest })))(
    '$id is private and encrypted',
    ({ Properties }) => {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties['BucketEncryption']).toBeDefined();
      expect(Properties['OwnershipControls']).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
    },
  );

  test.each(['LogBucket', 'WorkBucket', 'AccessLogBucket'])('%s takes nothing without TLS', (name) => {
    const denied = policyOf(hub, name).filter(({ Effect, Condition }) => Effect === 'Deny' && Condition?.['Bool']);

    expect(denied).toMatchObject([
      { Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });
});

describe('the log bucket', () => {
  const { Properties } = bucket(hub, 'LogBucket');

  it('keeps versions, and says who asked for what', () => {
    expect(Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(Properties['LoggingConfiguration']).toMatchObject({ LogFilePrefix: 'logs/' });
  });

  it('is encrypted with the key of the hub', () => {
    const [key] = resourcesOf(hub, 'AWS::KMS::Key');

    expect(JSON.stringify(Properties['BucketEncryption'])).toContain(`<${key?.id}.Arn>`);
  });

  it('is written by four roles, whatever else the account allows', () => {
    const [statement] = policyOf(hub, 'LogBucket').filter(({ Sid }) => Sid === 'NobodyElseWritesLogs');

    expect(statement).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn': ['CloseWave', 'FinishSweep', 'ExamineHub', 'WriteDashboard'].map(
            (name) => `arn:aws:iam::222222222222:role/catalog-sweep/CatalogSweep${name}`,
          ),
        },
      },
    });
  });

  it('loses nothing: nobody deletes logs before changing its policy, which stays as long as the bucket', () => {
    const [statement] = policyOf(hub, 'LogBucket').filter(({ Sid }) => Sid === 'NobodyDeletesLogs');
    const [policy] = resourcesOf(hub, 'AWS::S3::BucketPolicy').filter(({ id }) => id.startsWith('HubLogBucket'));

    expect(statement).toEqual({
      Sid: 'NobodyDeletesLogs',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: expect.stringMatching(/^arn:aws:s3:::<HubLogBucket\w+>\/\*$/),
    });
    expect(policy?.DeletionPolicy).toBe('Retain');
  });

  it('is read by the reader accounts while they are in the organisation, and so are its keys', () => {
    const readers = policyOf(hub, 'LogBucket').filter(({ Sid }) => Sid?.startsWith('Readers'));
    const [key] = resourcesOf(hub, 'AWS::KMS::Key');
    const decrypt = statementsOf(key?.Properties['KeyPolicy']).filter(({ Sid }) => Sid === 'ReadersOfLogs');

    expect(readers.flatMap(({ Action }) => listed(Action)).toSorted()).toEqual([
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
    ]);
    for (const { Principal, Condition } of [...readers, ...decrypt]) {
      expect(Principal).toEqual({ AWS: 'arn:aws:iam::333333333333:root' });
      expect(Condition).toMatchObject({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } });
    }
    expect(decrypt).toMatchObject([{ Action: 'kms:Decrypt' }]);
  });
});

it('what holds logs is kept when the stack goes, and nothing else', () => {
  const kept = resourcesOf(hub, 'AWS::S3::Bucket').map(({ id, DeletionPolicy }) => ({ id, DeletionPolicy }));

  expect(kept).toEqual([
    { id: expect.stringMatching(/^HubAccessLogBucket/), DeletionPolicy: 'Retain' },
    { id: expect.stringMatching(/^HubWorkBucket/), DeletionPolicy: 'Delete' },
    { id: expect.stringMatching(/^HubLogBucket/), DeletionPolicy: 'Retain' },
  ]);
});

it('the work bucket has no versions, and nothing stays in it for longer than 30 days, results of queries for 7', () => {
  const { Properties } = bucket(hub, 'WorkBucket');

  expect(Properties['VersioningConfiguration']).toBeUndefined();
  expect(Properties['LifecycleConfiguration']).toMatchObject({
    Rules: [
      { ExpirationInDays: 30, Status: 'Enabled' },
      { Prefix: 'query-results/', ExpirationInDays: 7, Status: 'Enabled' },
    ],
  });
});

describe('with keys of S3', () => {
  const withoutKey = aHub({ encryption: 's3' });

  it('no bucket names a key, and no role may use one through S3', () => {
    expect(JSON.stringify(resourcesOf(withoutKey, 'AWS::S3::Bucket'))).not.toContain('aws:kms');
    expect(JSON.stringify(resourcesOf(withoutKey, 'AWS::IAM::Role'))).not.toMatch(/"kms:ViaService":\[?"s3\./);
    expect(JSON.stringify(resourcesOf(hub, 'AWS::IAM::Role'))).toMatch(/"kms:ViaService":\[?"s3\./);
  });

  it('the notifications still have one, which alarms may use', () => {
    const [key] = resourcesOf(withoutKey, 'AWS::KMS::Key');
    const [topic] = resourcesOf(withoutKey, 'AWS::SNS::Topic');

    expect(topic?.Properties['KmsMasterKeyId']).toBe(`<${key?.id}.Arn>`);
    expect(statementsOf(key?.Properties['KeyPolicy'])).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
      }),
    );
  });
});

describe('an existing bucket of another account', () => {
  const keyArn = 'arn:aws:kms:eu-west-1:444444444444:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const elsewhere = aHub({ logS3Bucket: 'log-archive', logBucket: { account: '444444444444', keyArn } });
  const printed = (start: string): readonly Statement[] =>
    Object.entries(elsewhere.outputs)
      .filter(([name]) => name.startsWith(start))
      .map(([, { Value }]) => JSON.parse(Value) as Statement);

  it('is not made', () => {
    expect(resourcesOf(elsewhere, 'AWS::S3::Bucket').map(({ id }) => id)).toEqual([
      expect.stringContaining('AccessLogBucket'),
      expect.stringContaining('WorkBucket'),
    ]);
  });

  it('gets its statements from its owner, to whom they are printed', () => {
    const statements = printed('HubLogBucketPolicy');

    expect(statements.map(({ Sid, Effect }) => `${Effect}: ${Sid}`)).toEqual([
      'Allow: TheHubWritesLogs',
      'Allow: TheHubReadsLogs',
      'Allow: TheHubListsLogs',
      'Deny: LogsOverTlsAlone',
      'Deny: NobodyElseWritesLogs',
      'Deny: NobodyDeletesLogs',
    ]);
  });

  it('is opened to the account of the hub, and to be written to its three roles alone', () => {
    const allowed = printed('HubLogBucketPolicy').filter(({ Effect }) => Effect === 'Allow');
    const [denied] = printed('HubLogBucketPolicyNobodyElse');

    for (const { Principal } of allowed) expect(Principal).toEqual({ AWS: ['arn:aws:iam::222222222222:root'] });
    expect(allowed[0]?.Condition).toEqual({ ArnEquals: denied?.Condition?.['ArnNotEquals'] });
  });

  it('is told of nothing but the prefixes of the hub: what else lies in it is its own', () => {
    const objects = printed('HubLogBucketPolicy').filter(({ Sid }) => Sid !== 'TheHubListsLogs');

    for (const { Resource } of objects) {
      expect(Resource).toEqual([
        'arn:aws:s3:::log-archive/ServiceCatalogLogs/*',
        'arn:aws:s3:::log-archive/catalog-sweep/*',
      ]);
    }
  });

  it('has a key whose owner is told too, and which the hub uses through S3 alone', () => {
    expect(printed('HubLogKeyPolicy')).toMatchObject([
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] } },
      },
    ]);
    expect(JSON.stringify(resourcesOf(elsewhere, 'AWS::IAM::Role'))).toContain(keyArn);
  });
});
