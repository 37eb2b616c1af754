import * as z from 'zod';

export const accountId = z.string().regex(/^\d{12}$/, 'an account id is 12 digits');
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region looks like eu-west-1');
const organizationalUnitId = z
  .string()
  .regex(
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'an OU id looks like ou-ab12-34cd56ef, a root id like r-ab12',
  );

const Selection = z.strictObject({
  organizationalUnits: z.array(organizationalUnitId).default([]),
  accounts: z.array(accountId).default([]),
});

/** Keeps provisioned products as they are. Every field that is given must match. */
const Hold = z
  .strictObject({
    provisionedProduct: z.string().optional(),
    product: z.string().optional(),
    account: accountId.optional(),
    organizationalUnit: organizationalUnitId.optional(),
    reason: z.string().optional(),
  })
  .refine((hold) => hold.provisionedProduct ?? hold.product ?? hold.account ?? hold.organizationalUnit, {
    message: 'a hold names a provisionedProduct, product, account or organizationalUnit',
  });
export type Hold = z.infer<typeof Hold>;

/** Where an opt-in may come from, see `OptedInBy` in the log. */
const OPT_IN_SOURCES = ['spoke', 'shared', 'hub'] as const;
export type OptInSource = (typeof OPT_IN_SOURCES)[number];

/** The types that Service Catalog gives provisioned products. Only CFN_STACK is updated unless another is asked for. */
const PRODUCT_TYPES = ['CFN_STACK', 'CFN_STACKSET', 'TERRAFORM_OPEN_SOURCE', 'TERRAFORM_CLOUD', 'EXTERNAL'] as const;

/** The wave of the targets that no configured wave takes. */
export const REST_WAVE = 'rest';

/** A bucket's name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket has 3 to 63 of a-z, 0-9, . and -');

/** The settings of sweeps that `catalog-sweep.yaml` and a single sweep have in common. */
export const sweepSettings = {
  logS3Key: z
    .string()
    .regex(/^[^/].*[^/]$/, 'neither begins nor ends with /')
    .default('ServiceCatalogLogs'),
  tagOptionKey: z.string().min(1).max(128).default('AutoUpdateProvisionedProduct'),
  tagOptionValue: z.string().min(1).max(256).default('true'),
  optIn: z.array(z.enum(OPT_IN_SOURCES)).min(1).default(['spoke', 'shared']),
  targets: z
    .strictObject({
      include: Selection.prefault({}).describe('nothing named: every account'),
      exclude: Selection.prefault({}),
      regions: z.array(region).min(1),
    })
    .describe('the accounts and Regions that are swept'),
  holds: z.array(Hold).default([]),
  updateTypes: z.array(z.enum(PRODUCT_TYPES)).default(['CFN_STACK']),
  updateControlTowerAccounts: z.boolean().default(false),
  maxUpdates: z.int().min(0).default(500).describe('per sweep; the rest is DEFERRED'),
  stopAfterFailures: z.int().min(1).default(3).describe('per version and sweep; the rest is QUARANTINED'),
  updateDeadlineMinutes: z.int().min(1).default(180).describe('then UPDATE_TIMED_OUT'),
  updateWindowMinutes: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('how long after its begin a sweep starts updates; the rest is STOPPED'),
  concurrency: z
    .strictObject({
      scans: z.int().min(1).max(1000).default(40),
      updates: z.int().min(1).max(1000).default(20),
    })
    .prefault({}),
  waves: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,30}$/), ...Selection.shape }))
    // Names become keys in the work bucket: two waves of one name would overwrite each other's targets.
    .refine((waves) => new Set([REST_WAVE, ...waves.map(({ name }) => name)]).size === waves.length + 1, {
      message: `the names of waves differ from each other, and none is ${REST_WAVE}`,
    })
    .default([])
    .describe('in order; targets in none of them come last, in the wave "rest"'),
};

/** How a hub sweeps. `sweep.json` freezes it when a sweep begins, so nothing that is deployed in mid-sweep changes it. */
export const SweepConfiguration = z.strictObject({ logS3Bucket: z.string().min(3), ...sweepSettings });
export type SweepConfiguration = z.infer<typeof SweepConfiguration>;

/** What one sweep is asked to do: the input of its execution. Lists narrow it down; a missing list means all. */
export const SweepRequest = z.strictObject({
  contractVersion: z.literal(1),
  trigger: z.enum(['schedule', 'request']),
  mode: z.enum(['report', 'update', 'doctor']).describe('doctor: whether everything is ready for sweeps'),
  fix: z.boolean().default(false).describe('in doctor mode: mend what is safe to mend'),
  accounts: z.array(accountId).optional(),
  organizationalUnits: z.array(z.string()).optional().describe('OU ids, or names as in Workloads/Production'),
  regions: z.array(region).optional(),
  products: z.array(z.string()).optional().describe('product ids or names'),
  provisionedProducts: z.array(z.string()).optional().describe('provisioned product ids or names'),
  retryFailed: z.boolean().default(false).describe('try again what is HELD'),
  maxUpdates: z.int().min(0).optional().describe('instead of the configured limit'),
});
export type SweepRequest = z.infer<typeof SweepRequest>;

/** What a sweep does with provisioned products: a doctor, which scans none, only looks. */
export function sweepModeOf({ mode }: SweepRequest): 'report' | 'update' {
  return mode === 'update' ? 'update' : 'report';
}
