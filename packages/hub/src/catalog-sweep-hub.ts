import type { HubConfiguration } from '@catalog-sweep/core';
import { Construct } from 'constructs';

export interface CatalogSweepHubProps {
  /** What `catalog-sweep.yaml` says. */
  readonly configuration: HubConfiguration;
}

/** The hub: buckets, functions, state machine, schedule and alarms. */
export class CatalogSweepHub extends Construct {
  constructor(scope: Construct, id: string, { configuration }: CatalogSweepHubProps) {
    super(scope, id);
    this.node.addMetadata('organization', configuration.hub.organizationId);
  }
}
