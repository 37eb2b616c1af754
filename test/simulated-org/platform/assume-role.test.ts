import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  type AssumeRoleCommandInput,
  type STSClient,
} from '@aws-sdk/client-sts';
import type { Founding, RoleDefinition } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  allow,
  foundSmall,
  HUB,
  MANAGEMENT,
  Organisations,
  policyOf,
  putRole,
  roleArn,
  roleNamed,
  SPOKE,
  START,
  SUSPENDED,
  trust,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

/** Lets the hub's `Sweeper` ask for the spoke's `Target`. */
async function hubClient(
  target: Partial<RoleDefinition>,
  more: (founding: Founding) => void = () => {},
): Promise<STSClient> {
  const open = await organisations.open({
    found: (founding) => {
      foundSmall(founding);
      putRole(founding, HUB, roleNamed('Sweeper', { path: '/tools/', policies: [allow('sts:AssumeRole')] }));
      putRole(founding, SPOKE, roleNamed('Target', target));
      more(founding);
    },
  });
  return open.sts({ account: HUB, role: 'Sweeper' });
}

function assume(parts: Partial<AssumeRoleCommandInput> = {}): AssumeRoleCommand {
  return new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Target'), RoleSessionName: 'sweep', ...parts });
}

const HUB_ROOT = `arn:aws:iam::${HUB}:root`;
const SWEEPER = `arn:aws:iam::${HUB}:role/tools/Sweeper`;

describe('AssumeRole', () => {
  test.each<{ name: string; trustPolicy: object; externalId?: string; trusted: boolean }>([
    { name: 'the account of the caller by its ARN', trustPolicy: trust(HUB_ROOT), trusted: true },
    { name: 'the account of the caller by its id', trustPolicy: trust(HUB), trusted: true },
    { name: 'everybody', trustPolicy: trust('*'), trusted: true },
    { name: 'another account', trustPolicy: trust(`arn:aws:iam::${MANAGEMENT}:root`), trusted: false },
    { name: 'the role of the caller', trustPolicy: trust(SWEEPER), trusted: true },
    { name: 'another role of its account', trustPolicy: trust(roleArn(HUB, 'Admin')), trusted: false },
    {
      name: 'the account, for the role and the organisation of the caller',
      trustPolicy: trust(HUB_ROOT, {
        ArnEquals: { 'aws:PrincipalArn': [SWEEPER] },
        StringEquals: { 'aws:PrincipalOrgID': 'o-example0001' },
      }),
      trusted: true,
    },
    {
      name: 'the account, for another role',
      trustPolicy: trust(HUB_ROOT, { ArnEquals: { 'aws:PrincipalArn': roleArn(HUB, 'Admin') } }),
      trusted: false,
    },
    {
      name: 'the account, for another organisation',
      trustPolicy: trust(HUB_ROOT, { StringEquals: { 'aws:PrincipalOrgID': 'o-another' } }),
      trusted: false,
    },
    {
      name: 'the account, for a key that the request does not have',
      trustPolicy: trust(HUB_ROOT, { ArnEquals: { 'aws:SourceArn': SWEEPER } }),
      trusted: false,
    },
    {
      name: 'the account with the right external id',
      trustPolicy: trust(HUB_ROOT, { StringEquals: { 'sts:ExternalId': 'secret' } }),
      externalId: 'secret',
      trusted: true,
    },
    {
      name: 'the account with another external id',
      trustPolicy: trust(HUB_ROOT, { StringEquals: { 'sts:ExternalId': 'secret' } }),
      externalId: 'wrong',
      trusted: false,
    },
    {
      name: 'the account with an external id, and none came',
      trustPolicy: trust(HUB_ROOT, { StringEquals: { 'sts:ExternalId': 'secret' } }),
      trusted: false,
    },
    {
      name: 'the account, but for tags alone',
      trustPolicy: policyOf({ Effect: 'Allow', Principal: { AWS: HUB_ROOT }, Action: 'sts:TagSession' }),
      trusted: false,
    },
    {
      name: 'the account, and denies the role',
      trustPolicy: policyOf(
        { Effect: 'Allow', Principal: { AWS: HUB_ROOT }, Action: 'sts:AssumeRole' },
        { Effect: 'Deny', Principal: { AWS: SWEEPER }, Action: 'sts:*' },
      ),
      trusted: false,
    },
    {
      name: 'a service',
      trustPolicy: policyOf({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      trusted: false,
    },
  ])('answers by the trust policy: $name (trusted: $trusted)', async ({ trustPolicy, externalId, trusted }) => {
    const sts = await hubClient({ trustPolicy });

    const answer = await sts.send(assume(externalId === undefined ? {} : { ExternalId: externalId })).then(
      ({ AssumedRoleUser: user }) => user?.Arn,
      (error: Error) => error.name,
    );

    expect(answer).toBe(trusted ? `arn:aws:sts::${SPOKE}:assumed-role/Target/sweep` : 'AccessDenied');
  });

  it('gives keys that are of the role', async () => {
    const open = await organisations.open();
    const { Credentials: keys, AssumedRoleUser: user } = await open
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName: 'sweep' }));

    const who = await open
      .sts({
        accessKeyId: keys?.AccessKeyId ?? '',
        secretAccessKey: keys?.SecretAccessKey ?? '',
        sessionToken: keys?.SessionToken ?? '',
      })
      .send(new GetCallerIdentityCommand());

    expect(who).toMatchObject({ Account: SPOKE, Arn: user?.Arn, UserId: user?.AssumedRoleId });
    expect(user?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:sweep$/);
  });

  it('leaves a session its time when the same role is assumed anew for a shorter time', async () => {
    const open = await organisations.open();
    const sts = open.sts({ account: HUB });
    const admin = { RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName: 'sweep' };
    const { Credentials: long } = await sts.send(new AssumeRoleCommand({ ...admin, DurationSeconds: 3600 }));
    await sts.send(new AssumeRoleCommand({ ...admin, DurationSeconds: 900 }));

    open.clock.catchUp(START + 3_599_999);
    const who = await open
      .sts({
        accessKeyId: long?.AccessKeyId ?? '',
        secretAccessKey: long?.SecretAccessKey ?? '',
        sessionToken: long?.SessionToken ?? '',
      })
      .send(new GetCallerIdentityCommand());

    expect(who.Account).toBe(SPOKE);
  });

  it('refuses a role as principal that was made anew since', async () => {
    const sts = await hubClient({ trustPolicy: trust(SWEEPER) }, (founding) => {
      putRole(founding, HUB, roleNamed('Sweeper', { path: '/tools/' }), START + 1);
    });

    const answer = sts.send(assume());

    await expect(answer).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a caller whose own policies do not allow it, although the role trusts it', async () => {
    const sts = await hubClient({ trustPolicy: trust('*') }, (founding) => {
      putRole(founding, HUB, roleNamed('Sweeper', { policies: [allow('s3:*')] }));
    });

    const answer = sts.send(assume());

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::${HUB}:assumed-role/Sweeper/own-keys is not authorized to perform: sts:AssumeRole on resource: ${roleArn(SPOKE, 'Target')} because no identity-based policy allows the sts:AssumeRole action`,
    });
  });

  test.each([
    { name: 'the right external id', ExternalId: 'secret', RoleSessionName: 'sweep', allowed: true },
    { name: 'another external id', ExternalId: 'wrong', RoleSessionName: 'sweep', allowed: false },
    { name: 'another session name', ExternalId: 'secret', RoleSessionName: 'other', allowed: false },
  ])(
    "tells the caller's own policies of $name (allowed: $allowed)",
    async ({ ExternalId, RoleSessionName, allowed }) => {
      const Condition = { StringEquals: { 'sts:ExternalId': 'secret', 'sts:RoleSessionName': 'sweep' } };
      const document = policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', Condition });
      const sts = await hubClient({ trustPolicy: trust('*', Condition) }, (founding) => {
        putRole(founding, HUB, roleNamed('Sweeper', { policies: [{ name: 'mine', document }] }));
      });

      const answer = await sts.send(assume({ ExternalId, RoleSessionName })).then(
        () => true,
        (error: Error) => error.name,
      );

      expect(answer).toBe(allowed ? true : 'AccessDenied');
    },
  );

  test.each([
    { name: 'of a suspended account', arn: roleArn(SUSPENDED, 'Admin') },
    { name: 'that does not exist', arn: roleArn(SPOKE, 'Nobody') },
    { name: 'by the right name under a wrong path', arn: `arn:aws:iam::${SPOKE}:role/wrong/Target` },
  ])('refuses a role $name as one that does not trust the caller', async ({ arn }) => {
    const sts = await hubClient({});

    const answer = sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'sweep' }));

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`sts:AssumeRole on resource: ${arn}`),
    });
  });

  test.each([
    { name: 'an hour unless told otherwise', asked: undefined, longest: undefined, seconds: 3600 },
    { name: 'as long as asked for', asked: 900, longest: undefined, seconds: 900 },
    { name: 'an hour, even where the role allows more', asked: 3600, longest: 43_200, seconds: 3600 },
  ])('gives sessions of $name', async ({ asked, longest, seconds }) => {
    const sts = await hubClient(longest === undefined ? {} : { maxSessionDurationSeconds: longest });

    const { Credentials: keys } = await sts.send(assume(asked === undefined ? {} : { DurationSeconds: asked }));

    expect(keys?.Expiration?.getTime()).toBe(START + seconds * 1000);
  });

  test.each([
    { name: 'shorter than 15 minutes', asked: { DurationSeconds: 899 }, message: 'greater than or equal to 900' },
    { name: 'longer than the role allows', asked: { DurationSeconds: 7201 }, message: 'MaxSessionDuration' },
    {
      name: 'longer than an hour, as the caller is a role',
      asked: { DurationSeconds: 7200 },
      message: 'role chaining',
    },
    { name: 'without a proper name', asked: { RoleSessionName: 'a name' }, message: 'roleSessionName' },
    { name: 'of what cannot be a role', asked: { RoleArn: 'Target' }, message: 'roleArn' },
    { name: 'with less rights than the role has', asked: { Policy: '{}' }, message: 'Policy is not known' },
    { name: 'with tags', asked: { Tags: [{ Key: 'a', Value: 'b' }] }, message: 'Tags is not known' },
    { name: 'with a name of one letter', asked: { RoleSessionName: 'a' }, message: 'roleSessionName' },
  ])('refuses a session $name', async ({ asked, message }) => {
    const sts = await hubClient({ maxSessionDurationSeconds: 7200 });

    const answer = sts.send(assume(asked));

    await expect(answer).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining(message) });
  });
});
