import {
  functionName,
  HANDLER_NAMES,
  hubRoleName,
  STATE_MACHINE_ROLE_NAME,
  type PolicyDocument,
} from '@catalog-sweep/core';
import { hubRoles, operatorPolicy, settingsFromEnvironment, stateMachineRole } from '@catalog-sweep/hub/runtime';
import { describe, expect, it, test } from '@jest/globals';
import { aHub, listed, resourcesOf, statementsOf } from './a-hub.ts';

const hub = aHub();

function idOf(type: string, start: string): string {
  const found = resourcesOf(hub, type).find(({ id }) => id.startsWith(start));
  if (found === undefined) throw new Error(`no ${type} ${start}`);
  return found.id;
}

const key = `<${idOf('AWS::KMS::Key', 'HubKey')}.Arn>`;

/** What the roles of this template are made from, as far as they can be known before it is deployed. */
const settings = {
  partition: 'aws',
  hubAccount: '222222222222',
  hubRegion: 'eu-west-1',
  workBucket: `<${idOf('AWS::S3::Bucket', 'HubWorkBucket')}>`,
  logBucket: `<${idOf('AWS::S3::Bucket', 'HubLogBucket')}>`,
  logPrefix: 'ServiceCatalogLogs',
  workKey: key,
  logKey: key,
  topicArn: `<${idOf('AWS::SNS::Topic', 'HubNotifications')}>`,
  topicKey: key,
};

/** Lists of one are written as what is in them by some, and as lists by others. */
function normalised(document: unknown): readonly unknown[] {
  return statementsOf(document).map(({ Action, Resource, Condition, ...statement }) => ({
    ...statement,
    Action: listed(Action).toSorted(),
    Resource: listed(Resource).toSorted(),
    Condition: Object.entries(Condition ?? {}).flatMap(([operator, values]) =>
      Object.entries(values).map(([name, value]) => [operator, name, listed(value)]),
    ),
  }));
}

interface DeployedRole {
  readonly AssumeRolePolicyDocument: unknown;
  readonly Policies: readonly { readonly PolicyDocument: unknown }[];
}

function deployed(name: string): DeployedRole {
  const found = resourcesOf(hub, 'AWS::IAM::Role').find(({ Properties }) => Properties['RoleName'] === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  const properties: unknown = found.Properties;
  return properties as DeployedRole;
}

test.each([...hubRoles(settings), stateMachineRole(settings)])(
  '$name is deployed as the simulated organisation runs it, with nothing added',
  ({ name, trustPolicy, policies }) => {
    const role = deployed(name);

    expect(normalised(role.AssumeRolePolicyDocument)).toEqual(normalised(trustPolicy));
    expect(role.Policies.map(({ PolicyDocument }) => normalised(PolicyDocument))).toEqual(
      policies.map(({ document }) => normalised(document)),
    );
    expect(role).not.toHaveProperty('ManagedPolicyArns');
  },
);

it('no role of fixed name gets another policy beside', () => {
  const fixed = [...HANDLER_NAMES.map(hubRoleName), STATE_MACHINE_ROLE_NAME];
  const ids = resourcesOf(hub, 'AWS::IAM::Role')
    .filter(({ Properties }) => fixed.includes(String(Properties['RoleName'])))
    .map(({ id }) => `<${id}>`);

  const added = resourcesOf(hub, 'AWS::IAM::Policy').filter(({ Properties }) =>
    (Properties['Roles'] as readonly string[]).some((role) => ids.includes(role)),
  );

  expect(ids).toHaveLength(fixed.length);
  expect(added).toEqual([]);
});

it('the policy of operators is deployed as it is written down', () => {
  const [policy] = resourcesOf(hub, 'AWS::IAM::ManagedPolicy');
  const data: PolicyDocument = operatorPolicy(settings);

  expect(policy?.Properties['ManagedPolicyName']).toBe('CatalogSweepOperator');
  expect(normalised(policy?.Properties['PolicyDocument'])).toEqual(normalised(data));
});

describe('the environment of a function', () => {
  test.each(HANDLER_NAMES)('of %s passes its own check at cold start', (handler) => {
    const found = resourcesOf(hub, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties['FunctionName'] === functionName(handler),
    );
    const environment = found?.Properties['Environment'] as { readonly Variables: Readonly<Record<string, string>> };

    const read = settingsFromEnvironment({ ...environment.Variables, AWS_REGION: 'eu-west-1' }, handler);

    expect(read).toMatchObject({ workBucket: settings.workBucket, logBucket: settings.logBucket, partition: 'aws' });
  });
});
