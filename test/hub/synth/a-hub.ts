import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubConfiguration } from '@catalog-sweep/core';
import { catalogSweepApp } from '../../../packages/hub/src/app.ts';

const HUB = {
  account: '222222222222',
  region: 'eu-west-1',
  role: 'delegated-administrator',
  organizationId: 'o-abcdefghij',
  organizationRootId: 'r-ab12',
} as const;

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** A synthesised stack, with all references written as strings. */
export interface Synthesised {
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, { readonly Value: string }>>;
  readonly text: string;
}

/** A configuration with these settings; those of the hub are laid over the usual ones. */
export function aConfiguration({
  hub = {},
  ...settings
}: { readonly hub?: object; readonly [name: string]: unknown } = {}) {
  return HubConfiguration.parse({
    schemaVersion: 1,
    hub: { ...HUB, ...hub },
    targets: { regions: ['eu-west-1'] },
    notificationAddresses: ['platform@example.com'],
    ...settings,
  });
}

/** The stacks of a configuration by name, as they would be deployed. Throws when cdk-nag finds anything. */
export function synthesised(configuration: HubConfiguration): ReadonlyMap<string, Synthesised> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-synth-'));
  const { stacks } = catalogSweepApp(configuration, folder).synth();
  return new Map(
    stacks.map(({ stackName, template }: { readonly stackName: string; readonly template: Template }) => [
      stackName,
      {
        resources: flattened(template.Resources ?? {}) as Synthesised['resources'],
        outputs: flattened(template.Outputs ?? {}) as Synthesised['outputs'],
        text: JSON.stringify(template),
      },
    ]),
  );
}

/** The hub's own stack. */
export function aHub(settings: Parameters<typeof aConfiguration>[0] = {}): Synthesised {
  const hub = synthesised(aConfiguration(settings)).get('CatalogSweepHub');
  if (hub === undefined) throw new Error('no stack CatalogSweepHub');
  return hub;
}

interface Template {
  readonly Resources?: object;
  readonly Outputs?: object;
}

/** `Ref` as `<LogicalId>`, `Fn::GetAtt` as `<LogicalId.Attribute>`, and what is joined of them as one string. */
export function flattened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattened);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = []] = entries;
  if (entries.length === 1 && name === 'Ref') return `<${String(argument)}>`;
  if (entries.length === 1 && name === 'Fn::GetAtt') return `<${(argument as readonly string[]).join('.')}>`;
  if (entries.length === 1 && name === 'Fn::Join') {
    const [separator, parts] = argument as readonly [string, readonly unknown[]];
    return parts.map(flattened).join(separator);
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, flattened(part)]));
}

export function resourcesOf({ resources }: Synthesised, type: string): readonly (Resource & { readonly id: string })[] {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** All statements of a policy document, wherever it stands. */
export function statementsOf(document: unknown): readonly Statement[] {
  return (document as { readonly Statement: readonly Statement[] }).Statement;
}

export function listed<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
