import { readFileSync } from 'node:fs';
import { HUB_FACTS_PARAMETER, HubFacts, type HubConfiguration } from '@catalog-sweep/core';
import { Stack } from 'aws-cdk-lib';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { HubRoleSettings } from '../roles/hub-role-settings.ts';
import { stateMachineArn } from '../roles/state-machine-role.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** All that the command line knows of a deployed hub. */
export function hubFactsParameter(
  scope: Construct,
  { configuration, roleSettings }: { readonly configuration: HubConfiguration; readonly roleSettings: HubRoleSettings },
): StringParameter {
  const { hub, logS3Key, mode, targets } = configuration;
  const facts: HubFacts = {
    contractVersion: 1,
    version,
    stateMachineArn: stateMachineArn(roleSettings),
    workBucket: roleSettings.workBucket,
    logBucket: roleSettings.logBucket,
    logS3Key,
    hub: {
      account: hub.account,
      region: hub.region,
      partition: roleSettings.partition,
      organizationId: hub.organizationId,
    },
    regions: targets.regions,
    scheduleMode: mode,
  };
  return new StringParameter(scope, 'Facts', {
    parameterName: HUB_FACTS_PARAMETER,
    description: 'catalog-sweep: what its command line has to know of this hub',
    // A thousand characters or so; the standard tier takes four times as many.
    tier: ParameterTier.STANDARD,
    stringValue: Stack.of(scope).toJsonString(facts),
  });
}
