import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ListPortfoliosCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  DATA,
  HUB,
  Organisations,
  REGION,
  roleArn,
  SPOKE,
  SUSPENDED,
  type OpenOrganisation,
  type Signer,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

/** One request to each service. */
const CALLS: Readonly<Record<string, (open: OpenOrganisation, signer: Signer) => Promise<unknown>>> = {
  sts: (open, signer) => open.sts(signer).send(new GetCallerIdentityCommand()),
  cloudformation: (open, signer) =>
    new CloudFormationClient(open.settings(signer, REGION)).send(new DescribeStacksCommand()),
  servicecatalog: (open, signer) =>
    new ServiceCatalogClient(open.settings(signer, REGION)).send(new ListPortfoliosCommand()),
  organizations: (open, signer) => open.organizations(signer).send(new ListAccountsCommand()),
  s3: (open, signer) => open.s3(signer).send(new ListObjectsV2Command({ Bucket: 'data' })),
};

function callOf(service: string): (open: OpenOrganisation, signer: Signer) => Promise<unknown> {
  const call = CALLS[service];
  if (call === undefined) throw new Error(`no call to ${service}`);
  return call;
}

const UNKNOWN_KEY = { accessKeyId: 'ASIAUNKNOWN', secretAccessKey: 'secret', sessionToken: 'token' };

describe('a request with a key that nobody has', () => {
  test.each([
    { service: 'sts', name: 'InvalidClientTokenId', status: 403 },
    { service: 'cloudformation', name: 'InvalidClientTokenId', status: 403 },
    { service: 'servicecatalog', name: 'UnrecognizedClientException', status: 400 },
    { service: 'organizations', name: 'UnrecognizedClientException', status: 400 },
    { service: 's3', name: 'InvalidAccessKeyId', status: 403 },
  ])('is refused by $service with $name', async ({ service, name, status }) => {
    const open = await organisations.open({ buckets: [DATA] });

    const answer = callOf(service)(open, UNKNOWN_KEY);

    await expect(answer).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  test.each([
    { name: 'the session token of another', change: { sessionToken: 'another' } },
    { name: 'no session token', change: { sessionToken: '' } },
  ])('is what a known key with $name is', async ({ change }) => {
    const open = await organisations.open();
    const keys = open.organisation.credentialsFor({ account: HUB, roleName: 'Admin' });

    const answer = open.sts({ ...keys, ...change }).send(new GetCallerIdentityCommand());

    await expect(answer).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it.each(['test', 'AKIA-lower_case.key'])('may have any form, such as %j', async (accessKeyId) => {
    const open = await organisations.open();

    const answer = open.sts({ ...UNKNOWN_KEY, accessKeyId }).send(new GetCallerIdentityCommand());

    await expect(answer).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('is what a key of a suspended account is', async () => {
    const open = await organisations.open();

    const answer = open.sts({ account: SUSPENDED }).send(new GetCallerIdentityCommand());

    await expect(answer).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('is what a key is in a Region that its account has not enabled', async () => {
    const open = await organisations.open();

    const here = await open.sts({ account: SPOKE }, REGION).send(new GetCallerIdentityCommand());
    const there = open.sts({ account: SPOKE }, 'af-south-1').send(new GetCallerIdentityCommand());

    expect(here.Account).toBe(SPOKE);
    await expect(there).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

describe('a session that is over', () => {
  test.each([
    { service: 'sts', name: 'ExpiredToken' },
    { service: 'servicecatalog', name: 'ExpiredTokenException' },
    { service: 's3', name: 'ExpiredToken' },
  ])('is refused by $service with $name, and not a millisecond earlier', async ({ service, name }) => {
    const open = await organisations.open({ buckets: [DATA] });
    const { Credentials: keys } = await open
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn(HUB, 'Admin'), RoleSessionName: 'one', DurationSeconds: 900 }));
    const signer = {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    };

    open.clock.catchUp(open.clock.now() + 899_999);
    const before = await callOf(service)(open, signer);
    open.clock.catchUp(open.clock.now() + 1);
    const after = callOf(service)(open, signer);

    expect(before).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    await expect(after).rejects.toMatchObject({ name });
  });
});

describe('a request without a signature', () => {
  test.each([
    {
      name: 'AWS JSON',
      init: { method: 'POST', headers: { 'x-amz-target': 'AWS242ServiceCatalogService.ListPortfolios' }, body: '{}' },
      status: 400,
      code: 'MissingAuthenticationTokenException',
    },
    {
      name: 'AWS Query',
      init: { method: 'POST', body: 'Action=GetCallerIdentity&Version=2011-06-15' },
      status: 403,
      code: '<Code>MissingAuthenticationToken</Code>',
    },
    { name: 'S3', init: { method: 'GET' }, status: 403, code: '<Code>AccessDenied</Code>' },
    {
      name: 'S3, with a signature of version 2',
      init: { method: 'GET', headers: { authorization: 'AWS AKIA:signature' } },
      status: 403,
      code: '<Code>AccessDenied</Code>',
    },
    {
      name: 'S3, which says so when the signature is in the query',
      path: '/data/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0',
      init: { method: 'GET' },
      status: 403,
      code: '<Message>a signature in the query is not known here',
    },
  ])('is refused in the words of $name', async ({ path = '/', init, status, code }) => {
    const open = await organisations.open();

    const answer = await fetch(`${open.endpoint}${path}`, init);

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(code);
  });
});

/** A request that no SDK would make, signed for a service. */
async function raw(
  open: OpenOrganisation,
  service: string,
  { path = '/', ...init }: { path?: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
  const keys = open.organisation.credentialsFor({ account: HUB, roleName: 'Admin' });
  const answer = await fetch(`${open.endpoint}${path}`, {
    method: 'POST',
    ...init,
    headers: {
      ...init.headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/20260301/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      'x-amz-security-token': keys.sessionToken,
    },
  });
  return { status: answer.status, text: await answer.text() };
}

describe('a request that nobody here knows', () => {
  test.each([
    {
      name: 'an operation of AWS JSON',
      service: 'organizations',
      request: { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.toString' }, body: '{}' },
      status: 400,
      code: 'UnknownOperationException',
    },
    {
      name: 'an operation of AWS Query',
      service: 'sts',
      request: { body: 'Action=GetFederationToken&Version=2011-06-15' },
      status: 400,
      code: 'InvalidAction',
    },
    { name: 'a service', service: 'ec2', request: {}, status: 404, code: 'UnknownService' },
    {
      name: 'a body that is not JSON',
      service: 'organizations',
      request: { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts' }, body: '{' },
      status: 400,
      code: 'SerializationException',
    },
    {
      name: 'a body that is JSON but no object',
      service: 'organizations',
      request: { headers: { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts' }, body: 'null' },
      status: 400,
      code: 'SerializationException',
    },
    {
      name: 'a path of S3 that is not encoded properly',
      service: 's3',
      request: { method: 'GET', path: '/data/%E0%A4%A' },
      status: 400,
      code: 'InvalidURI',
    },
    {
      name: 'a subresource of a bucket',
      service: 's3',
      request: { method: 'PUT', path: '/data?versioning' },
      status: 501,
      code: 'NotImplemented',
    },
    {
      name: 'a subresource of an object',
      service: 's3',
      request: { method: 'GET', path: '/data/key?versionId=1' },
      status: 501,
      code: 'NotImplemented',
    },
  ])('is refused with a clear error: $name', async ({ service, request, status, code }) => {
    const open = await organisations.open({ buckets: [DATA] });

    const answer = await raw(open, service, request);

    expect(answer).toEqual({ status, text: expect.stringContaining(code) });
  });
});
