import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ListPortfoliosCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { createRole, type RequestContext, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { refusalOf } from '../../../packages/simulated-org/src/iam/authorize.ts';
import { hashOf } from '../../../packages/simulated-org/src/chance.ts';
import { MemoryStore } from '../../../packages/simulated-org/src/memory-store.ts';
import {
  DATA,
  foundSmall,
  HUB,
  Organisations,
  policyOf,
  putRole,
  REGION,
  roleArn,
  roleNamed,
  START,
  trust,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const caller: RequestContext['caller'] = {
  account: HUB,
  principalArn: roleArn(HUB, 'Asker'),
  sessionArn: `arn:aws:sts::${HUB}:assumed-role/Asker/one`,
  userId: 'AROAEXAMPLE:one',
  organizationId: 'o-example0001',
};

function storeWith(definition: RoleDefinition): MemoryStore {
  const store = new MemoryStore();
  createRole({ store, hash: hashOf('test'), now: START }, HUB, definition);
  return store;
}

/** What policies of these statements say to somebody who wants to get an object. */
function answerOf(
  statements: readonly object[],
  { action = 's3:GetObject', resource = 'arn:aws:s3:::data/a/b', conditions = {} } = {},
): 'allowed' | 'denied explicitly' | 'denied' {
  const policies = statements.map((statement, index) => ({ name: `p${index}`, document: policyOf(statement) }));
  const store = storeWith(roleNamed('Asker', { policies }));
  const refusal = refusalOf({ store, region: REGION }, caller, { action, resource, conditions });
  if (refusal === undefined) return 'allowed';
  return refusal.endsWith('with an explicit deny in an identity-based policy') ? 'denied explicitly' : 'denied';
}

const anything = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('policies of a role', () => {
  test.each([
    { name: 'nothing without a statement', statements: [], expected: 'denied' },
    { name: 'everything by wildcards', statements: [anything], expected: 'allowed' },
    { name: 'one action', statements: [{ ...anything, Action: 's3:GetObject' }], expected: 'allowed' },
    { name: 'an action in other letters', statements: [{ ...anything, Action: 'S3:getobject' }], expected: 'allowed' },
    { name: 'actions by their start', statements: [{ ...anything, Action: ['s3:Get*'] }], expected: 'allowed' },
    { name: 'an action by single letters', statements: [{ ...anything, Action: 's3:?etObject' }], expected: 'allowed' },
    { name: 'an action that only begins so', statements: [{ ...anything, Action: 's3:Get' }], expected: 'denied' },
    { name: 'another service', statements: [{ ...anything, Action: 'sts:*' }], expected: 'denied' },
    {
      name: 'a resource, whose wildcard reaches over slashes',
      statements: [{ ...anything, Resource: 'arn:aws:s3:::data/*' }],
      expected: 'allowed',
    },
    {
      name: 'a resource in other letters',
      statements: [{ ...anything, Resource: 'arn:aws:s3:::DATA/*' }],
      expected: 'denied',
    },
    {
      name: 'a resource whose dots are no wildcards',
      statements: [{ ...anything, Resource: 'arn:aws:s3:::data.a.b' }],
      expected: 'denied',
    },
    {
      name: 'with a Deny after the Allow',
      statements: [anything, { ...anything, Effect: 'Deny' }],
      expected: 'denied explicitly',
    },
    {
      name: 'with a Deny before the Allow',
      statements: [{ ...anything, Effect: 'Deny' }, anything],
      expected: 'denied explicitly',
    },
    {
      name: 'with a Deny of something else',
      statements: [anything, { ...anything, Effect: 'Deny', Action: 's3:PutObject' }],
      expected: 'allowed',
    },
    {
      name: 'with a Deny whose condition does not hold',
      statements: [
        anything,
        { ...anything, Effect: 'Deny', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
      ],
      expected: 'allowed',
    },
  ])('answer $name: $expected', ({ statements, expected }) => {
    const answer = answerOf(statements);

    expect(answer).toBe(expected);
  });

  const level = { 's3:prefix': 'a/b' };
  const several = { 's3:prefix': ['one', 'two'] };

  test.each<{ operator: string; key: string; wanted: unknown; conditions?: object; holds: boolean }>([
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'a/b', conditions: level, holds: true },
    { operator: 'StringEquals', key: 'S3:PREFIX', wanted: 'a/b', conditions: level, holds: true },
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'A/B', conditions: level, holds: false },
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'a/*', conditions: level, holds: false },
    { operator: 'StringEquals', key: 's3:prefix', wanted: ['x', 'a/b'], conditions: level, holds: true },
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'a/b', holds: false },
    { operator: 'StringEqualsIfExists', key: 's3:prefix', wanted: 'a/b', holds: true },
    { operator: 'StringEqualsIfExists', key: 's3:prefix', wanted: 'x', conditions: level, holds: false },
    { operator: 'StringNotEquals', key: 's3:prefix', wanted: 'x', conditions: level, holds: true },
    { operator: 'StringNotEquals', key: 's3:prefix', wanted: ['x', 'a/b'], conditions: level, holds: false },
    { operator: 'StringNotEquals', key: 's3:prefix', wanted: 'a/b', holds: true },
    { operator: 'StringEqualsIgnoreCase', key: 's3:prefix', wanted: 'A/B', conditions: level, holds: true },
    { operator: 'StringLike', key: 's3:prefix', wanted: 'a/*', conditions: level, holds: true },
    { operator: 'StringLike', key: 's3:prefix', wanted: 'A/*', conditions: level, holds: false },
    { operator: 'StringNotLike', key: 's3:prefix', wanted: 'a/*', conditions: level, holds: false },
    { operator: 'StringNotLike', key: 's3:prefix', wanted: 'x*', conditions: level, holds: true },
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'two', conditions: several, holds: true },
    { operator: 'StringEquals', key: 's3:prefix', wanted: 'three', conditions: several, holds: false },
    { operator: 'ArnEquals', key: 'aws:PrincipalArn', wanted: roleArn(HUB, 'Asker'), holds: true },
    { operator: 'ArnEquals', key: 'aws:PrincipalArn', wanted: roleArn(HUB, 'Ask*'), holds: true },
    { operator: 'ArnLike', key: 'aws:PrincipalArn', wanted: 'arn:aws:iam::*:role/Asker', holds: true },
    { operator: 'ArnLike', key: 'aws:PrincipalArn', wanted: 'arn:aws:*:role/Asker', holds: false },
    { operator: 'ArnNotEquals', key: 'aws:PrincipalArn', wanted: roleArn(HUB, 'Other'), holds: true },
    { operator: 'ArnNotLike', key: 'aws:PrincipalArn', wanted: 'arn:aws:iam::*:role/*', holds: false },
    { operator: 'ArnNotLike', key: 'aws:SourceArn', wanted: 'arn:aws:iam::*:role/*', holds: true },
    { operator: 'Null', key: 's3:prefix', wanted: 'true', holds: true },
    { operator: 'Null', key: 's3:prefix', wanted: 'false', holds: false },
    { operator: 'Null', key: 's3:prefix', wanted: true, conditions: level, holds: false },
    { operator: 'Null', key: 's3:prefix', wanted: false, conditions: level, holds: true },
    { operator: 'Bool', key: 's3:prefix', wanted: true, holds: false },
    { operator: 'BoolIfExists', key: 's3:prefix', wanted: true, holds: true },
    { operator: 'Bool', key: 's3:prefix', wanted: 'true', conditions: { 's3:prefix': 'True' }, holds: true },
    { operator: 'StringEquals', key: 'aws:PrincipalAccount', wanted: HUB, holds: true },
    { operator: 'StringEquals', key: 'aws:PrincipalOrgID', wanted: 'o-example0001', holds: true },
    { operator: 'StringEquals', key: 'aws:RequestedRegion', wanted: REGION, holds: true },
    { operator: 'StringLike', key: 'aws:userid', wanted: '*:one', holds: true },
  ])(
    'with $operator of $key for $wanted in a request with $conditions: $holds',
    ({ operator, key, wanted, conditions, holds }) => {
      const statement = { ...anything, Condition: { [operator]: { [key]: wanted } } };

      const answer = answerOf([statement], { conditions: conditions ?? {} });

      expect(answer).toBe(holds ? 'allowed' : 'denied');
    },
  );

  it('have to fulfil all conditions of a statement', () => {
    const Condition = { StringEquals: { 'aws:PrincipalAccount': HUB, 'aws:RequestedRegion': 'us-east-1' } };

    const answer = answerOf([{ ...anything, Condition }]);

    expect(answer).toBe('denied');
  });
});

describe('a role', () => {
  const identity = (statement: object): Partial<RoleDefinition> => ({
    policies: [{ name: 'mine', document: policyOf(statement) }],
  });

  test.each<{ name: string; parts: Partial<RoleDefinition>; problem: string }>([
    {
      name: 'an operator that is not known',
      parts: identity({ ...anything, Condition: { DateLessThan: { 's3:prefix': '2026-01-01' } } }),
      problem: 'DateLessThan',
    },
    {
      name: 'an operator for sets',
      parts: identity({ ...anything, Condition: { 'ForAllValues:StringEquals': { 's3:prefix': 'a' } } }),
      problem: 'ForAllValues:StringEquals',
    },
    {
      name: 'an operator by a name that every object has',
      parts: identity({ ...anything, Condition: { toString: { 's3:prefix': 'a' } } }),
      problem: 'toString',
    },
    {
      name: 'a condition key that requests never have here',
      parts: identity({ ...anything, Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'a' } } }),
      problem: 'aws:PrincipalTag/team',
    },
    {
      name: 'such a condition key in its trust policy',
      parts: { trustPolicy: trust('*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) },
      problem: 'aws:MultiFactorAuthPresent',
    },
    { name: 'NotAction', parts: identity({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), problem: 'NotAction' },
    {
      name: 'NotResource',
      parts: identity({ Effect: 'Allow', Action: 's3:*', NotResource: '*' }),
      problem: 'NotResource',
    },
    {
      name: 'a policy variable in a resource',
      parts: identity({ ...anything, Resource: 'arn:aws:s3:::data/${aws:userid}' }),
      problem: 'policy variables',
    },
    {
      name: 'a policy variable in a condition',
      parts: identity({ ...anything, Condition: { StringEquals: { 's3:prefix': '${aws:userid}' } } }),
      problem: 'policy variables',
    },
    {
      name: 'a policy of an old version',
      parts: { policies: [{ name: 'mine', document: { Version: '2008-10-17', Statement: [] } }] },
      problem: 'Version',
    },
    {
      name: 'a federated principal',
      parts: {
        trustPolicy: policyOf({
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
      problem: 'Principal',
    },
    {
      name: 'a role as principal that does not exist',
      parts: { trustPolicy: trust(roleArn(HUB, 'Nobody')) },
      problem: `there is no ${roleArn(HUB, 'Nobody')}`,
    },
    {
      name: 'a principal that is neither account nor role',
      parts: { trustPolicy: trust(`arn:aws:iam::${HUB}:user/somebody`) },
      problem: 'user/somebody',
    },
  ])('is refused with $name', ({ parts, problem }) => {
    expect(() => storeWith(roleNamed('Mine', parts))).toThrow(problem);
  });
});

describe('a request that policies do not allow', () => {
  const calls: Readonly<Record<string, (open: OpenOrganisation) => Promise<unknown>>> = {
    cloudformation: (open) =>
      new CloudFormationClient(open.settings({ account: HUB, role: 'Weak' }, REGION)).send(
        new DescribeStacksCommand({ StackName: 'mine' }),
      ),
    servicecatalog: (open) =>
      new ServiceCatalogClient(open.settings({ account: HUB, role: 'Weak' }, REGION)).send(new ListPortfoliosCommand()),
    organizations: (open) => open.organizations({ account: HUB, role: 'Weak' }).send(new DescribeOrganizationCommand()),
    s3: (open) =>
      open.s3({ account: HUB, role: 'Weak' }).send(new PutObjectCommand({ Bucket: 'data', Key: 'key', Body: 'x' })),
  };

  test.each([
    { action: 'cloudformation:DescribeStacks', resource: '.*', name: 'AccessDenied', status: 403 },
    { action: 'servicecatalog:ListPortfolios', resource: '.*', name: 'AccessDeniedException', status: 400 },
    { action: 'organizations:DescribeOrganization', resource: '\\*', name: 'AccessDeniedException', status: 400 },
    { action: 's3:PutObject', resource: '"arn:aws:s3:::data/key"', name: 'AccessDenied', status: 403 },
  ])('is refused with $name and says that $action was missing', async ({ action, resource, name, status }) => {
    const open = await organisations.open({
      buckets: [DATA],
      found: (founding) => {
        foundSmall(founding);
        putRole(founding, HUB, roleNamed('Weak', { policies: [] }));
      },
    });

    const answer = calls[action.replace(/:.*/, '')]?.(open);

    await expect(answer).rejects.toMatchObject({
      name,
      message: expect.stringMatching(
        `^User: .* is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action$`,
      ),
      $metadata: { httpStatusCode: status },
    });
  });
});
