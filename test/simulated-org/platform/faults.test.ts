import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Fault, FaultSubject } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  DATA,
  HUB,
  Organisations,
  REGION,
  roleArn,
  SPOKE,
  START,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

async function openWith(fault: Fault): Promise<{ open: OpenOrganisation; subjects: FaultSubject[] }> {
  const subjects: FaultSubject[] = [];
  const open = await organisations.open({
    buckets: [DATA],
    faults: (subject) => {
      subjects.push(subject);
      return subject.operation === 'GetObject' ? undefined : fault;
    },
  });
  return { open, subjects };
}

describe('a fault', () => {
  const throttled = { kind: 'error', code: 'ThrottlingException', message: 'Rate exceeded', status: 400 } as const;

  it('is asked for with what the request is about', async () => {
    const { open, subjects } = await openWith(throttled);

    const answer = open.organizations({ account: HUB }).send(new DescribeOrganizationCommand());

    await expect(answer).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    expect(subjects).toEqual([
      {
        service: 'organizations',
        operation: 'DescribeOrganization',
        account: HUB,
        principalArn: roleArn(HUB, 'Admin'),
        region: 'us-east-1',
        time: START,
        input: {},
      },
    ]);
  });

  it('is an error in the words of the service', async () => {
    const { open } = await openWith({ kind: 'error', code: 'SlowDown', message: 'Please reduce', status: 503 });

    const answer = open.s3().send(new PutObjectCommand({ Bucket: 'data', Key: 'key', Body: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
  });

  test.each([
    { when: 'before the act', written: false },
    { when: 'after the act', written: true },
  ] as const)('is a connection that breaks $when', async ({ when, written }) => {
    const { open } = await openWith({ kind: 'broken connection', when });
    const s3 = open.s3();

    const answer = s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'key', Body: 'x' }));
    await expect(answer).rejects.toThrow('socket hang up');
    const object = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'key' })).catch(() => undefined);

    expect(object !== undefined).toBe(written);
  });

  it('is time that passes on the clock', async () => {
    const { open } = await openWith({ kind: 'slow', milliseconds: 90_000 });

    await open.clock.task(() => open.sts().send(new GetCallerIdentityCommand()));

    expect(open.clock.now()).toBe(START + 90_000);
  });
});

describe('the latency of an operation', () => {
  it('passes on the clock before the act', async () => {
    const open = await organisations.open({
      latency: (service, operation) => (service === 'sts' && operation === 'AssumeRole' ? 250 : 0),
    });

    const { Credentials: keys } = await open.clock.task(() =>
      open
        .sts({ account: HUB }, REGION)
        .send(
          new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName: 'sweep', DurationSeconds: 900 }),
        ),
    );

    expect(keys?.Expiration).toEqual(new Date(START + 250 + 900_000));
  });
});
