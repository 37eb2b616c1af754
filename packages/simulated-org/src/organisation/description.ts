import * as z from 'zod';
import { strict } from './strict.ts';

/**
 * An organisation as a file describes it: who is in it, what is shared, what was launched when. Names stand for things throughout, and
 * are unique among their kind; ids are made by the organisation itself.
 */

const accountId = z.string().regex(/^\d{12}$/, 'an account id is 12 digits, in quotes');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region looks like eu-west-1');
const time = z.iso.datetime('a time looks like 2026-11-26T22:00:00Z');
const bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket has 3 to 63 of a-z, 0-9, . and -');
const keyArn = z
  .string()
  .regex(
    /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    'a key ARN looks like arn:aws:kms:eu-west-1:111122223333:key/…',
  );
const name = z.string().min(1).max(128);
const accountName = name.describe('the name of an account of this file');
const regions = z.array(region).min(1).optional().describe('only these Regions; otherwise all');
/** YAML reads 20 as a number; parameters and tags are text. */
const text = z
  .union([z.string(), z.number(), z.boolean()], 'expected text, a number or true or false')
  .transform(String);
const roleName = z
  .string()
  .regex(/^([\w+=,.@-]+\/)*[\w+=,.@-]+$/, 'a role is named without arn and role/, like Developer');

const servicePrincipal = z
  .string()
  .regex(/^[\w+=,.@-]{1,128}$/, 'a service principal looks like servicecatalog.amazonaws.com');

/** The services that a hub works with in all accounts: StackSets, Service Catalog and Account Management. */
const SERVICES_OF_HUBS = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'servicecatalog.amazonaws.com',
  'account.amazonaws.com',
];

const OrganizationalUnit = strict({
  path: z
    .string()
    .regex(/^[^/]+(\/[^/]+)*$/, 'names of OUs from the root down, like Workloads/Production')
    .describe('names from the root down; the OU above it stands in the file too'),
  id: z
    .string()
    .regex(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'an OU id looks like ou-ab12-34cd56ef')
    .optional()
    .describe('made from the path if it is not given'),
});

const Account = strict({
  id: accountId,
  name,
  organizationalUnit: z.string().optional().describe('the path of its OU; otherwise the root'),
  state: z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']).default('ACTIVE'),
  regions: regions.describe('the Regions that are enabled in it; otherwise all'),
  spokeRoles: z
    .enum(['ok', 'none', 'broken-trust', 'outdated', 'incomplete'])
    .default('ok')
    .describe(
      'whether the roles of the sweep are there (incomplete: the first alone), trust the hub, and are of the present version',
    ),
  stackInstance: z
    .enum(['current', 'outdated', 'inoperable', 'missing'])
    .optional()
    .describe('what the StackSet of the roles has of it; otherwise what fits spokeRoles'),
  tagOptionsMigrated: z.boolean().default(true).describe('false: every call for TagOptions fails'),
});

const Version = strict({
  name,
  published: time,
  description: z.string().default(''),
  active: z.boolean().default(true).describe('false: deactivated right before the present'),
  guidance: z.enum(['DEFAULT', 'DEPRECATED']).default('DEFAULT').describe('DEPRECATED: since right before the present'),
  template: z
    .string()
    .min(1)
    .describe('a CloudFormation template; Metadata.SimulatedOrganisation says how its stacks behave'),
});

const Product = strict({
  name,
  owner: accountName.optional().describe('otherwise the hub'),
  vendor: name.default('Cloud platform team'),
  type: z.enum(['CLOUD_FORMATION_TEMPLATE', 'TERRAFORM_OPEN_SOURCE', 'EXTERNAL']).default('CLOUD_FORMATION_TEMPLATE'),
  regions,
  versions: z.array(Version).min(1),
  deleted: time.optional().describe('when it was taken out of its portfolios and deleted'),
});

const PortfolioProduct = strict({
  product: name,
  launchRole: roleName.optional().describe('a launch constraint; the role is made in the accounts that need it'),
  stackSet: strict({ accounts: z.array(accountName).min(1), regions: z.array(region).min(1) })
    .optional()
    .describe('a StackSet constraint: launched as instances in these accounts and Regions'),
  removed: time.optional().describe('when it was taken out of the portfolio'),
}).refine(
  ({ launchRole, stackSet }) => launchRole === undefined || stackSet === undefined,
  'a product in a portfolio has a launchRole or a stackSet, not both',
);

const principalArn = z
  .string()
  .regex(/^arn:aws:iam::(\d{12})?:(role|user|group)\/.+$/, 'an IAM ARN, or a pattern without account');

const Share = strict({
  organization: z.literal(true).optional(),
  organizationalUnit: z.string().optional(),
  account: accountName.optional(),
  tagOptions: z.boolean().default(false).describe('ShareTagOptions'),
  principals: z.boolean().default(false).describe('SharePrincipals'),
  recipientPrincipals: z
    .array(principalArn)
    .optional()
    .describe('those that the account adds for itself to what it imports'),
  ended: time.optional(),
})
  .refine(
    (share) =>
      [share.organization, share.organizationalUnit, share.account].filter((recipient) => recipient !== undefined)
        .length === 1,
    'a share is with one of organization: true, organizationalUnit or account',
  )
  .refine(
    ({ account, principals }) => account === undefined || !principals,
    'principals are shared with the organization or an organizationalUnit, never with an account',
  )
  .refine(
    ({ account, recipientPrincipals }) => account !== undefined || recipientPrincipals === undefined,
    'recipientPrincipals are for a share with an account',
  );

const Portfolio = strict({
  name,
  owner: accountName.optional().describe('otherwise the hub'),
  provider: name.default('Cloud platform team'),
  regions,
  products: z.array(PortfolioProduct).default([]),
  shares: z.array(Share).default([]),
  principals: z.array(principalArn).default([]).describe('IAM if it has an account, otherwise IAM_PATTERN'),
});

const TagOption = strict({
  key: name,
  value: z.string().min(1).max(256),
  active: z.boolean().default(true),
  accounts: z.array(accountName).min(1).optional().describe('who has it; otherwise the hub'),
  regions,
  products: z.array(name).default([]),
  portfolios: z.array(name).default([]),
});

const by = roleName.default('Developer').describe('a role of the account; it is made if it is not there');
const parameters = z.record(z.string(), text).default({});

const LaterAction = z.discriminatedUnion(
  'action',
  [
    strict({ action: z.literal('update'), at: time, version: name, parameters, by }),
    strict({ action: z.literal('terminate'), at: time, by }),
  ],
  'action is update or terminate',
);

const ProvisionedProduct = strict({
  name,
  account: accountName,
  region,
  product: name,
  version: name,
  portfolio: name.optional().describe('the launch path; may be left out when there is only one'),
  launched: time,
  launchedBy: by,
  parameters,
  tags: z.record(z.string(), text).default({}),
  later: z.array(LaterAction).default([]).describe('what was done to it after its launch, in order'),
});

export const Organisation = strict({
  organisation: strict({
    id: z.string().regex(/^o-[a-z0-9]{10,32}$/, 'an organisation id looks like o-a1b2c3d4e5'),
    name,
    managementAccount: accountName,
    rootId: z
      .string()
      .regex(/^r-[0-9a-z]{4,32}$/, 'a root id looks like r-ab12')
      .default('r-ab12'),
    trustedAccess: z
      .array(servicePrincipal)
      .default(SERVICES_OF_HUBS)
      .describe('services that may work in all accounts'),
  }),
  founded: time.default('2025-01-06T08:00:00Z').describe('when portfolios, shares and TagOptions were made'),
  now: time.default('2026-11-26T22:00:00Z').describe('the present: when the first sweep begins'),
  hub: strict({
    account: accountName.describe('a delegated administrator, or the management account'),
    region,
    registrations: z
      .array(servicePrincipal)
      .default(SERVICES_OF_HUBS)
      .describe('services that it is a delegated administrator of; without any it may not read the organisation'),
    stackSet: z.boolean().default(true).describe('whether there is a StackSet of the roles'),
    lambdaConcurrency: z.int().min(10).default(1000).describe('how many functions may run at once in its Region'),
    workBucket: bucket.default('catalog-sweep-work'),
    workKey: keyArn.optional().describe("the KMS key of the work bucket; otherwise S3's own"),
    logBucket: bucket.default('catalog-sweep-logs'),
    logKey: keyArn.optional().describe("the KMS key of the log bucket; otherwise S3's own"),
    logBucketOwner: accountName.optional().describe('otherwise the hub'),
    logBucketRegion: region.optional().describe("otherwise the hub's"),
    logBucketPolicy: z
      .enum(['none', 'lets-the-hub-in', 'refuses-writes'])
      .default('none')
      .describe('with none the owner alone has access'),
  }),
  regions: z.array(region).min(1),
  organizationalUnits: z.array(OrganizationalUnit).default([]),
  accounts: z.array(Account).min(1),
  products: z.array(Product).default([]),
  portfolios: z.array(Portfolio).default([]),
  tagOptions: z.array(TagOption).default([]),
  provisionedProducts: z.array(ProvisionedProduct).default([]),
  sweep: z.record(z.string(), z.unknown()).default({}).describe('settings of sweeps that differ from the defaults'),
});

export type Organisation = z.infer<typeof Organisation>;
export type AccountDescription = Organisation['accounts'][number];
export type ProductDescription = Organisation['products'][number];
export type PortfolioDescription = Organisation['portfolios'][number];
export type TagOptionDescription = Organisation['tagOptions'][number];
export type ProvisionedProductDescription = Organisation['provisionedProducts'][number];

/** The JSON Schema for editors, as packages/simulated-org/organisation.schema.json has it. */
export function organisationJsonSchema(): unknown {
  return {
    title: 'An organisation on this machine',
    ...z.toJSONSchema(Organisation, { io: 'input', target: 'draft-7', reused: 'inline' }),
  };
}
