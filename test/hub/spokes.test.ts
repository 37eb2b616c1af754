import { describe, expect, it, test } from '@jest/globals';
import { HubConfiguration } from '@catalog-sweep/core';
import { spokeStacks } from '@catalog-sweep/hub';
import { spokeRoleSettings, spokeTemplate } from '@catalog-sweep/spoke-role';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deploymentTargets } from '../../packages/hub/src/spoke-targets.ts';

const ROOT = 'r-ab12';
const OTHER_ACCOUNT = '444444444444';
const DELEGATED = {
  account: '222222222222',
  region: 'eu-west-1',
  role: 'delegated-administrator',
  organizationId: 'o-abcdefghij',
  organizationRootId: ROOT,
};
const MANAGEMENT = { ...DELEGATED, account: '111111111111', role: 'management-account' };

function configurationWith(settings: object = {}): HubConfiguration {
  return HubConfiguration.parse({ schemaVersion: 1, hub: DELEGATED, targets: { regions: ['eu-west-1'] }, ...settings });
}

/** The StackSet that is deployed, and what else is. */
function synthesised(configuration: HubConfiguration) {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stacks = spokeStacks(app, { configuration });
  app.synth();
  const [stackSet, ...others] = stacks.map((stack) => Template.fromStack(stack).toJSON() as Record<string, unknown>);
  const resources = Object.values(
    (stackSet?.['Resources'] ?? {}) as Record<string, { Type: string; Properties: unknown }>,
  );
  return { stacks, properties: resources[0]?.Properties as Record<string, unknown>, count: resources.length, others };
}

function targetsOf(settings: object): unknown {
  return deploymentTargets(configurationWith(settings));
}

describe('the StackSet of the spokes', () => {
  const configuration = configurationWith();
  const { properties, count, stacks } = synthesised(configuration);

  it('stands alone in its stack', () => {
    expect(stacks.map(({ stackName, account, region }) => ({ stackName, account, region }))).toEqual([
      { stackName: 'CatalogSweepSpokes', account: '222222222222', region: 'eu-west-1' },
    ]);
    expect(count).toBe(1);
  });

  it('reaches whatever joins, and lets go of whatever leaves', () => {
    expect(properties['AutoDeployment']).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: false });
    expect(properties['PermissionModel']).toBe('SERVICE_MANAGED');
  });

  it('goes on when accounts fail, and queues what comes meanwhile', () => {
    expect(properties['OperationPreferences']).toMatchObject({ ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' });
    expect(properties['ManagedExecution']).toEqual({ Active: true });
  });

  it('goes to one Region of each account', () => {
    expect(properties['StackInstancesGroup']).toEqual([
      { DeploymentTargets: { OrganizationalUnitIds: [ROOT] }, Regions: ['eu-west-1'] },
    ]);
  });

  it('carries the template that the command line prints, within the 51,200 bytes of CloudFormation', () => {
    const body = String(properties['TemplateBody']);

    expect(JSON.parse(body)).toEqual(spokeTemplate(spokeRoleSettings(configuration)));
    expect(Buffer.byteLength(body)).toBeLessThan(51_200);
  });

  it('is made as what the hub is', () => {
    const asManagement = synthesised(configurationWith({ hub: MANAGEMENT }));

    expect(properties['CallAs']).toBe('DELEGATED_ADMIN');
    expect(asManagement.properties['CallAs']).toBe('SELF');
  });

  test.each([
    {
      name: 'OUs, without an OU inside of them, which CloudFormation cannot be told',
      targets: {
        include: { organizationalUnits: ['ou-ab12-11111111'] },
        exclude: { organizationalUnits: ['ou-ab12-22222222'] },
      },
      groups: [{ organizationalUnitIds: ['ou-ab12-11111111'] }],
    },
    {
      name: 'all accounts without one',
      targets: { exclude: { accounts: [OTHER_ACCOUNT] } },
      groups: [{ organizationalUnitIds: [ROOT], accounts: [OTHER_ACCOUNT], accountFilterType: 'DIFFERENCE' }],
    },
    {
      name: 'an OU and an account',
      targets: { include: { organizationalUnits: ['ou-ab12-11111111'], accounts: [OTHER_ACCOUNT] } },
      groups: [
        { organizationalUnitIds: ['ou-ab12-11111111'] },
        { organizationalUnitIds: [ROOT], accounts: [OTHER_ACCOUNT], accountFilterType: 'INTERSECTION' },
      ],
    },
  ])('$name', ({ targets, groups }) => {
    const found = targetsOf({ targets: { ...targets, regions: ['eu-west-1'] } });

    expect(found).toEqual(groups);
  });

  it('leaves out the management account, which it could not reach', () => {
    const hub = { ...DELEGATED, managementAccount: '111111111111' };

    const found = targetsOf({
      hub,
      targets: { include: { accounts: ['111111111111', OTHER_ACCOUNT] }, regions: ['eu-west-1'] },
    });

    expect(found).toEqual([
      { organizationalUnitIds: [ROOT], accounts: [OTHER_ACCOUNT], accountFilterType: 'INTERSECTION' },
    ]);
  });

  it('takes up nothing that joins when accounts are listed', () => {
    const { properties: listed } = synthesised(
      configurationWith({ targets: { include: { accounts: [OTHER_ACCOUNT] }, regions: ['eu-west-1'] } }),
    );

    expect(listed['AutoDeployment']).toEqual({ Enabled: false });
  });
});

describe('the stack of the management account', () => {
  test.each([
    { name: 'when the hub is in it', hub: MANAGEMENT },
    { name: 'when a delegated administrator sweeps it too', hub: { ...DELEGATED, managementAccount: '111111111111' } },
  ])('holds the same two roles $name', ({ hub }) => {
    const configuration = configurationWith({
      hub,
      spokes: { managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] },
    });

    const { stacks, others } = synthesised(configuration);

    const { Resources } = spokeTemplate(spokeRoleSettings(configuration));
    const roles = Object.values((others[0]?.['Resources'] ?? {}) as Record<string, { Properties: unknown }>);
    expect(stacks[1]?.account).toBe('111111111111');
    expect(roles.map(({ Properties }) => Properties)).toEqual(
      Object.values(Resources).map(({ Properties }) => Properties),
    );
  });
});
