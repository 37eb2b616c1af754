import type { PolicyDocument } from '@catalog-sweep/core';
import type { HubRoleSettings } from '@catalog-sweep/hub/runtime';
import { listed, resourcesOf, type Synthesised } from '../hub/synth/a-hub.ts';

/** A role as a template has it. */
export interface TemplateRole {
  readonly path: string;
  readonly name: string;
  readonly trustPolicy: PolicyDocument;
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  readonly tags: Readonly<Record<string, string>>;
}

interface RoleProperties {
  readonly Path?: string;
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument }[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** What CloudFormation makes of a hub's references: its buckets get these names, and its key this ARN. */
export function resolved(
  hub: Synthesised,
  { workBucket, logBucket, workKey = '', topicArn = '' }: HubRoleSettings,
): Synthesised {
  const names = new Map<string, string>();
  for (const { id } of resourcesOf(hub, 'AWS::S3::Bucket')) {
    if (/Work/.test(id)) names.set(`<${id}>`, workBucket);
    if (/^Hub(?!.*Access).*Log/.test(id)) names.set(`<${id}>`, logBucket);
  }
  for (const { id } of resourcesOf(hub, 'AWS::KMS::Key')) names.set(`<${id}.Arn>`, workKey);
  for (const { id } of resourcesOf(hub, 'AWS::SNS::Topic')) names.set(`<${id}>`, topicArn);
  let text = JSON.stringify(hub.resources);
  for (const [reference, value] of names) text = text.replaceAll(reference, value);
  return { ...hub, resources: JSON.parse(text) as Synthesised['resources'] };
}

/** The roles of a template that are under our path. */
export function rolesOf(resources: Synthesised['resources']): readonly TemplateRole[] {
  return Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties['Path'] === '/catalog-sweep/')
    .map(({ Properties }) => roleOf(Properties as object as RoleProperties));
}

function roleOf({
  Path = '/',
  RoleName,
  AssumeRolePolicyDocument,
  Policies = [],
  Tags = [],
}: RoleProperties): TemplateRole {
  return {
    path: Path,
    name: RoleName,
    trustPolicy: AssumeRolePolicyDocument,
    policies: Policies.map(({ PolicyName: name, PolicyDocument: document }) => ({ name, document })),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

/** All that a policy allows, one line for each action on each resource, however its statements are put together. */
export function grantsOf({ Statement: statements }: PolicyDocument): readonly string[] {
  const grants = statements.flatMap(({ Effect, Action, Resource, Principal, Condition }) =>
    listed(Action).flatMap((action) =>
      listed(Resource ?? ['-']).map((resource) =>
        JSON.stringify([Effect, action, resource, Principal ?? null, Condition ?? null], asLists),
      ),
    ),
  );
  return [...new Set(grants)].toSorted();
}

/** One value and a list of one are the same to IAM. */
function asLists(key: string, value: unknown): unknown {
  return key.startsWith('aws:') || key.startsWith('kms:') || key.startsWith('organizations:') ? listed(value) : value;
}
