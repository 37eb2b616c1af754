import { OPERATOR_NAME, STACK_NAMES, VIEW_CREATOR_NAME, type PolicyDocument } from '@catalog-sweep/core';
import { hubRoles, operatorPolicy, stateMachineRole, type HubRoleSettings } from '@catalog-sweep/hub/runtime';
import { createRole, type Organisation, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { spokeRoles, spokeRoleSettings, type SpokeTemplate } from '@catalog-sweep/spoke-role';
import { describe, expect, it, test } from '@jest/globals';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import { hashOf } from '../../packages/simulated-org/src/chance.ts';
import { roleKey } from '../../packages/simulated-org/src/iam/roles.ts';
import { aConfiguration, resourcesOf, synthesised } from '../hub/synth/a-hub.ts';
import { busy, unwell } from './a-busy-organization.ts';
import { doctorAt } from './a-doctor.ts';
import { outcomesOf, sweep, sweepAt, withPlace } from './a-journey.ts';
import { HUB, REGION } from './an-organization.ts';
import { grantsOf, resolved, rolesOf } from './synthesised-roles.ts';

/*
 * What is deployed is what is tested: the roles of the cloud assembly, with the names that CloudFormation would fill in, are those of the plain data,
 * and an organisation with them and no others is swept and examined.
 */

const KEY = `arn:aws:kms:${REGION}:${HUB}:key/00000000-0000-4000-8000-000000000001`;
const SETTINGS: HubRoleSettings = {
  partition: 'aws',
  hubAccount: HUB,
  hubRegion: REGION,
  workBucket: 'catalog-sweep-work',
  logBucket: 'catalog-sweep-logs',
  logPrefix: 'ServiceCatalogLogs',
  workKey: KEY,
  logKey: KEY,
  topicArn: 'arn:aws:sns:eu-west-1:222222222222:Notifications',
  topicKey: KEY,
};

const configuration = aConfiguration({
  hub: { account: HUB, region: REGION, organizationId: 'o-journey0001' },
  // As a simulated hub has them, so that its doctor finds them to be of its own version.
  spokes: { trustLocalSweeps: true },
});
const stacks = synthesised(configuration);
const hub = resolved(stackNamed(STACK_NAMES.hub), SETTINGS);
// No role of a sweep, and nothing of what it may do is simulated: the data of it is compared in test/hub/synth/reports.test.ts.
const inHub = rolesOf(hub.resources).filter(({ name }) => name !== VIEW_CREATOR_NAME);
const [stackSet] = resourcesOf(stackNamed(STACK_NAMES.spokes), 'AWS::CloudFormation::StackSet');
const inSpokes = rolesOf(
  (JSON.parse(String(stackSet?.Properties['TemplateBody'])) as SpokeTemplate).Resources as never,
);
const [operators] = resourcesOf(hub, 'AWS::IAM::ManagedPolicy');
const forOperators = operators?.Properties['PolicyDocument'] as PolicyDocument;

function stackNamed(name: string) {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
}

const given = new Map(
  [...hubRoles(SETTINGS), stateMachineRole(SETTINGS), ...spokeRoles(spokeRoleSettings(configuration))].map((role) => [
    role.name,
    role,
  ]),
);

describe('the synthesised roles', () => {
  test.each([...inHub, ...inSpokes])('are those of the data: $name', ({ name, path, trustPolicy, policies, tags }) => {
    const data = given.get(name);

    expect(path).toBe(data?.path);
    expect(tags).toEqual(data?.tags ?? {});
    expect(grantsOf(trustPolicy)).toEqual(data === undefined ? [] : grantsOf(data.trustPolicy));
    expect(policies.flatMap(({ document }) => grantsOf(document))).toEqual(
      data?.policies.flatMap(({ document }) => grantsOf(document)),
    );
  });

  it('are all of the data, with nothing added by another policy', () => {
    const names = [...inHub, ...inSpokes].map(({ name }) => name);
    const added = resourcesOf(hub, 'AWS::IAM::Policy').flatMap(({ Properties }) => JSON.stringify(Properties['Roles']));

    expect(names.toSorted()).toEqual([...given.keys()].toSorted());
    expect(added.join()).not.toMatch(/CatalogSweep/);
  });

  it('go with the policy for operators', () => {
    expect(grantsOf(forOperators)).toEqual(grantsOf(operatorPolicy(SETTINGS)));
  });
});

describe('an organisation that has the synthesised roles and no others of ours', () => {
  it('is swept', async () => {
    const one = { ...busy, hub: { ...busy.hub, logKey: KEY } };
    const expected = await sweep(one);

    const swept = await withSynthesisedRoles(one, (place, folder) => sweepAt(place, folder));

    expect(swept.summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
    expect(outcomesOf(swept.entries)).toEqual(outcomesOf(expected.entries));
    expect(Object.values(outcomesOf(swept.entries)).filter((outcome) => outcome === 'UPDATED')).toHaveLength(3);
  });

  it('is examined, and mended', async () => {
    const one = { ...unwell, hub: { ...unwell.hub, logKey: KEY } };

    const { summary } = await withSynthesisedRoles(one, (place, folder) => doctorAt(place, folder, { fix: true }));

    expect(summary.status).toBe('COMPLETED');
    expect(summary.findings.filter(({ mended }) => mended)).toHaveLength(4);
    expect(summary.findings.filter(({ code }) => code === 'ROLE_NOT_CURRENT')).toEqual([]);
  });
});

function withSynthesisedRoles<T>(
  organisation: Organisation,
  work: (place: SimulatedPlace, stateDirectory: string) => Promise<T>,
): Promise<T> {
  return withPlace(organisation, (place, stateDirectory) => {
    replaceRoles(place);
    return work(place, stateDirectory);
  });
}

/** Takes away every role of ours, and puts those of the templates where one was. */
function replaceRoles({ simulated: { store }, clock }: SimulatedPlace): void {
  const synthesisedRoles = new Map<string, RoleDefinition>([...inHub, ...inSpokes].map((role) => [role.name, role]));
  synthesisedRoles.set(OPERATOR_NAME, {
    path: '/catalog-sweep/',
    name: OPERATOR_NAME,
    trustPolicy: { Version: '2012-10-17', Statement: [] },
    policies: [{ name: OPERATOR_NAME, document: forOperators }],
  });
  const ours = [...store.all('iam.roles')].filter(({ arn }) => arn.includes(':role/catalog-sweep/'));
  for (const { account, name, id } of ours) {
    const key = roleKey(account, name);
    const role = synthesisedRoles.get(name);
    store.remove('iam.roles', key);
    if (role === undefined) continue;
    const made = createRole({ store, hash: hashOf('synthesised'), now: clock.now() }, account, role);
    // Sessions that were begun before go on.
    store.put('iam.roles', key, { ...made, id });
  }
}
