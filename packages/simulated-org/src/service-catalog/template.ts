import { parse, type ScalarTag } from 'yaml';
import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import type { Store } from '../store.ts';
import { invalid } from './input.ts';

/** YAML reads 20 as a number; CloudFormation takes text. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const Parameter = z.looseObject({
  Type: z.string(),
  Default: scalar.optional(),
  Description: z.string().optional(),
  NoEcho: z.union([z.boolean(), z.string().transform((flag) => flag === 'true')]).default(false),
  AllowedValues: z.array(scalar).optional(),
  AllowedPattern: z.string().refine(isPattern, 'is not a regular expression').optional(),
  ConstraintDescription: z.string().optional(),
  MinLength: scalar.optional(),
  MaxLength: scalar.optional(),
  MinValue: scalar.optional(),
  MaxValue: scalar.optional(),
});
export type TemplateParameter = z.infer<typeof Parameter>;

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

const minutes = z.number().min(1);

/** Whom something happens to: all of those that are named, and a share of the others. */
const Whom = z.strictObject({
  names: z.array(z.string()).optional(),
  accounts: z.array(z.string()).optional(),
  share: z.number().min(0).max(1).optional(),
});
export type Whom = z.infer<typeof Whom>;

/** What a template says about how its stacks behave here; AWS would ignore it. */
const Hints = z.strictObject({
  provisionTakes: minutes.default(10),
  updateTakes: minutes.default(10),
  stuck: z.union([z.literal(true).transform(() => ({ share: 1 })), Whom]).optional(),
  failures: z
    .array(
      z.strictObject({
        ...Whom.shape,
        resource: z.string(),
        nested: z.string().optional(),
        reason: z.string(),
        rollback: z.enum(['succeeds', 'fails']).default('succeeds'),
        on: z.enum(['provision', 'update']).default('update'),
      }),
    )
    .default([]),
  requires: z.array(z.string()).default([]).describe('IAM actions that launch role or caller need'),
});

/** The type of a resource that is a stack of its own. */
export const NESTED_STACK = 'AWS::CloudFormation::Stack';

const Template = z
  .looseObject({
    Description: z.string().default(''),
    Parameters: z.record(z.string(), Parameter).default({}),
    Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
    Metadata: z.looseObject({ SimulatedOrganisation: Hints.prefault({}) }).prefault({}),
  })
  .superRefine(checkFailures);
export type Template = z.infer<typeof Template>;

/** A failure is of a resource that is there, and lies deeper exactly where that is a stack. */
function checkFailures(
  {
    Resources,
    Metadata,
  }: {
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
    readonly Metadata: { readonly SimulatedOrganisation: z.infer<typeof Hints> };
  },
  context: z.core.$RefinementCtx,
): void {
  for (const [index, { resource, nested }] of Metadata.SimulatedOrganisation.failures.entries()) {
    const path = ['Metadata', 'SimulatedOrganisation', 'failures', index];
    const type = Resources[resource]?.Type;
    if (type === undefined) {
      context.addIssue({ code: 'custom', path, message: `there is no resource ${resource}` });
    } else if ((type === NESTED_STACK) !== (nested !== undefined)) {
      const message = `"nested" is for resources of type ${NESTED_STACK}, and for all of these`;
      context.addIssue({ code: 'custom', path, message });
    }
  }
}

/** `!Ref Name` is kept as `{ Ref: 'Name' }`; what the functions give is never needed here. */
const FUNCTIONS = [
  'Ref',
  'Sub',
  'GetAtt',
  'Join',
  'Select',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'FindInMap',
  'ImportValue',
  'Base64',
  'Cidr',
  'GetAZs',
  'Split',
];
const TAGS = FUNCTIONS.flatMap((name) => {
  const key = name === 'Ref' ? 'Ref' : `Fn::${name}`;
  const scalarTag: ScalarTag = { tag: `!${name}`, resolve: (value: string) => ({ [key]: value }) };
  const sequenceTag = { tag: `!${name}`, collection: 'seq' as const, resolve: (value: unknown) => ({ [key]: value }) };
  return [scalarTag, sequenceTag];
});

const parsedTemplates = new Map<string, Template>();

/** Reads a template from the simulated S3 and keeps it. Throws as Service Catalog does for one that it cannot read. */
export function loadTemplate(url: string, context: RequestContext): string {
  const { bucket, key } = bucketAndKey(url);
  const body = context.objects.read(bucket, key);
  if (body === undefined) throw invalid(`S3 error: the template at ${url} cannot be accessed or does not exist.`);
  const id = context.hash('template', body);
  parseTemplate(id, body);
  if (context.store.get('servicecatalog.templates', id) === undefined) {
    context.store.put('servicecatalog.templates', id, { text: body });
  }
  return id;
}

/** A template by its id. */
export function templateOf(store: Store, id: string): Template {
  const known = parsedTemplates.get(id);
  if (known !== undefined) return known;
  const entity = store.get('servicecatalog.templates', id);
  if (entity === undefined) throw new Error(`there is no template ${id}`);
  return parseTemplate(id, entity.text);
}

function parseTemplate(id: string, body: string): Template {
  let value: unknown;
  try {
    value = parse(body, { customTags: TAGS, logLevel: 'error' });
  } catch (error) {
    throw invalid(`Template format error: ${(error as Error).message}`);
  }
  const { success, data, error } = Template.safeParse(value);
  if (!success) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw invalid(`Template format error: ${problems.join('; ')}`);
  }
  parsedTemplates.set(id, data);
  return data;
}

/** Where a URL of S3 points to: with the bucket in its host, in its path, or as s3://. */
function bucketAndKey(url: string): { readonly bucket: string; readonly key: string } {
  const inHost = /^https?:\/\/([a-z0-9.-]+)\.s3[.-][a-z0-9.-]*amazonaws\.com\/(.+)$/.exec(url);
  const inPath = /^(?:s3:\/\/|https?:\/\/[^/]+\/)([a-z0-9.-]+)\/(.+)$/.exec(url);
  const [, bucket, key] = inHost ?? inPath ?? [];
  if (bucket === undefined || key === undefined) throw invalid(`The template URL ${url} is not valid.`);
  return { bucket, key };
}
