import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Founding } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  foundSmall,
  HUB,
  Organisations,
  policyOf,
  putRole,
  roleArn,
  roleNamed,
  SPOKE,
  START,
  trust,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const SWEEPER = {
  path: '/sweep/',
  description: 'looks around',
  tags: { version: 'a1b2', team: 'platform (eu)' },
  maxSessionDurationSeconds: 7200,
};

function found(founding: Founding): void {
  foundSmall(founding);
  putRole(founding, SPOKE, roleNamed('Sweeper', { ...SWEEPER, trustPolicy: trust(roleArn(HUB, 'Admin')) }));
  putRole(
    founding,
    SPOKE,
    roleNamed('LooksAtSweep', {
      policies: [
        {
          name: 'look',
          document: policyOf({
            Effect: 'Allow',
            Action: 'iam:GetRole',
            Resource: `arn:aws:iam::${SPOKE}:role/sweep/*`,
          }),
        },
      ],
    }),
  );
}

async function client(role = 'Admin', andThen: (founding: Founding) => void = () => {}): Promise<IAMClient> {
  const open = await organisations.open({
    found: (founding) => {
      found(founding);
      andThen(founding);
    },
  });
  return new IAMClient(open.settings({ account: SPOKE, role }, 'us-east-1'));
}

describe('GetRole', () => {
  it('tells all of a role, with its tags and its trust policy', async () => {
    const iam = await client();

    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'Sweeper' }));

    expect(role).toMatchObject({
      Path: '/sweep/',
      RoleName: 'Sweeper',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${SPOKE}:role/sweep/Sweeper`,
      CreateDate: new Date(START),
      Description: 'looks around',
      MaxSessionDuration: 7200,
      Tags: [
        { Key: 'version', Value: 'a1b2' },
        { Key: 'team', Value: 'platform (eu)' },
      ],
    });
    expect(role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22%3A%222012-10-17%22/);
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toEqual(trust(roleArn(HUB, 'Admin')));
  });

  it('shows a principal that was made anew as the unique id that it had', async () => {
    const iam = await client('Admin', (founding) => putRole(founding, HUB, roleNamed('Admin'), START + 1));

    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'Sweeper' }));

    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')).toMatch(/"AWS":"AROA[A-Z2-7]{17}"/);
  });

  it('asks for the right on the ARN of the role, with its path', async () => {
    const iam = await client('LooksAtSweep');

    const own = await iam.send(new GetRoleCommand({ RoleName: 'Sweeper' }));
    const other = iam.send(new GetRoleCommand({ RoleName: 'Admin' }));

    expect(own.Role?.RoleName).toBe('Sweeper');
    await expect(other).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`iam:GetRole on resource: ${roleArn(SPOKE, 'Admin')}`),
    });
  });

  test.each([
    { name: 'who may see all roles', role: 'Admin', code: 'NoSuchEntityException' },
    // A role that is not there has no path, so a policy for a path does not fit it.
    { name: 'who may see those of a path', role: 'LooksAtSweep', code: 'AccessDenied' },
  ])('tells $name of a role that is not there: $code', async ({ role, code }) => {
    const iam = await client(role);

    const answer = iam.send(new GetRoleCommand({ RoleName: 'Nobody' }));

    await expect(answer).rejects.toMatchObject({ name: code });
  });
});
