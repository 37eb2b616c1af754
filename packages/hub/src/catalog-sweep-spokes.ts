import { managementAccountOf, SPOKE_STACK_SET_NAME, STACK_NAMES, type HubConfiguration } from '@catalog-sweep/core';
import { spokeRoles, spokeRoleSettings, spokeStatements, spokeTemplate } from '@catalog-sweep/spoke-role';
import { CfnStackSet, Stack, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import { deploymentTargets } from './spoke-targets.ts';

export interface CatalogSweepSpokesProps {
  /** What `catalog-sweep.yaml` says. */
  readonly configuration: HubConfiguration;
}

/**
 * The StackSet that puts the two roles into every spoke, also into those that join later. It belongs into a stack of its own, so that a roll-out over
 * a thousand accounts neither holds up nor rolls back the hub.
 */
export class CatalogSweepSpokes extends Construct {
  constructor(scope: Construct, id: string, { configuration }: CatalogSweepSpokesProps) {
    super(scope, id);
    const { hub, targets } = configuration;
    const isListOfAccounts = targets.include.accounts.length > 0 && targets.include.organizationalUnits.length === 0;
    new CfnStackSet(this, 'StackSet', {
      stackSetName: SPOKE_STACK_SET_NAME,
      description: 'catalog-sweep: the two roles of every spoke',
      permissionModel: 'SERVICE_MANAGED',
      callAs: hub.role === 'management-account' ? 'SELF' : 'DELEGATED_ADMIN',
      // An account that leaves loses the roles: they would go on to trust a hub that is no longer its own. Nothing joins a list of accounts, and its
      // target is the root, which everything joins.
      autoDeployment: isListOfAccounts ? { enabled: false } : { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      // Operations that come while another runs wait their turn, rather than fail.
      managedExecution: { Active: true },
      operationPreferences: {
        // Two roles take a minute: 4,000 accounts, 100 at a time, are done in 40 minutes. Failures, such as accounts that are suspended, do not slow
        // that down, and 100 of them still stop what fails everywhere. The doctor names each account that was left behind.
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        maxConcurrentCount: 100,
        failureToleranceCount: 100,
      },
      stackInstancesGroup: deploymentTargets(configuration).map((group) => ({
        deploymentTargets: group,
        // IAM is global: a second Region would meet the names of the first.
        regions: [hub.region],
      })),
      templateBody: JSON.stringify(spokeTemplate(spokeRoleSettings(configuration))),
    });
  }
}

/** The two roles in one account, by an ordinary stack: for the management account, which StackSets never reach. */
export class CatalogSweepSpokeRoles extends Construct {
  constructor(scope: Construct, id: string, { configuration }: CatalogSweepSpokesProps) {
    super(scope, id);
    const settings = spokeRoleSettings(configuration);
    const statements = Object.values(spokeStatements(settings)).flat();
    for (const { path, name, description, trustPolicy, policies, managedPolicies = [], tags = {} } of spokeRoles(
      settings,
    )) {
      const role = new CfnRole(this, name, {
        path,
        roleName: name,
        description,
        assumeRolePolicyDocument: trustPolicy,
        policies: policies.map(({ name: policyName, document: policyDocument }) => ({ policyName, policyDocument })),
        ...(managedPolicies.length === 0 ? {} : { managedPolicyArns: [...managedPolicies] }),
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      });
      acknowledgeWildcards(role, statements);
      for (const policy of managedPolicies) {
        const reason = 'catalog-sweep.yaml names it, for products without a launch role';
        Validations.of(role).acknowledge({ id: `AwsSolutions-IAM4[Policy::${policy}]`, reason });
      }
    }
  }
}

/**
 * The stacks of the spokes: the StackSet in the hub, and the roles of the management account, which is deployed with that account's credentials. Each
 * is a stack of its own.
 */
export function spokeStacks(scope: Construct, { configuration }: CatalogSweepSpokesProps): readonly Stack[] {
  const { account, region } = configuration.hub;
  const managementAccount = managementAccountOf(configuration.hub);
  const stackSet = new Stack(scope, STACK_NAMES.spokes, {
    env: { account, region },
    description: 'catalog-sweep: the StackSet that puts its roles into every spoke',
  });
  new CatalogSweepSpokes(stackSet, 'Spokes', { configuration });
  if (managementAccount === undefined) return [stackSet];
  const roles = new Stack(scope, STACK_NAMES.managementAccount, {
    env: { account: managementAccount, region },
    description: 'catalog-sweep: the roles of a spoke in the management account',
  });
  new CatalogSweepSpokeRoles(roles, 'Roles', { configuration });
  return [stackSet, roles];
}
