import * as z from 'zod';
import { suggest } from '../decisions/suggestions.ts';
import { AWS_REGIONS } from './aws-regions.ts';
import { SweepId } from './sweep-id.ts';

export const accountId = z.string().regex(/^\d{12}$/, 'an account id is 12 digits');
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;
export const region = z.string().regex(REGION, 'a Region looks like eu-west-1');
/** For settings only: a function may well meet a Region that is newer than the list. */
export const existingRegion = region
  .superRefine((name, context) => {
    if (!REGION.test(name) || AWS_REGIONS.includes(name)) return;
    context.addIssue({ code: 'custom', message: `AWS has no Region ${name}${suggest(name, AWS_REGIONS)}` });
  })
  .meta({ enum: [...AWS_REGIONS] });
const organizationalUnitId = z
  .string()
  .regex(
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'an OU id looks like ou-ab12-34cd56ef, a root id like r-ab12',
  );

/** Not `z.int()`: a fraction would end its check there and then, and rules about other settings would not be asked. */
function wholeNumber(from: number, to: number) {
  return z
    .number()
    .min(from)
    .max(to)
    .refine((value) => Number.isSafeInteger(value), { error: ({ input }) => `${String(input)} is no whole number` })
    .meta({ type: 'integer' });
}

/** A list in which nothing stands twice. */
export function distinct<Item extends z.ZodType<string>>(item: Item) {
  return z
    .array(item)
    .superRefine((entries, context) => {
      for (const [index, entry] of entries.entries()) {
        if (entries.indexOf(entry) === index) continue;
        context.addIssue({ code: 'custom', path: [index], message: `${entry} stands here twice` });
      }
    })
    .meta({ uniqueItems: true });
}

const selection = {
  organizationalUnits: distinct(organizationalUnitId)
    .default([])
    .describe('ids of organizational units; those below them count too'),
  accounts: distinct(accountId).default([]).describe('account ids'),
};
const Selection = z.strictObject(selection);

/** Keeps provisioned products as they are. Every field that is given must match. */
const Hold = z
  .strictObject({
    provisionedProduct: z.string().min(1).optional().describe('its id or name'),
    product: z.string().min(1).optional().describe("its id or name in the hub's catalogue"),
    account: accountId.optional().describe('all provisioned products of this account'),
    organizationalUnit: organizationalUnitId.optional().describe('all provisioned products in and below this OU'),
    reason: z.string().min(1).optional().describe('why: it stands in the log'),
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
  .regex(
    /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'a bucket has 3 to 63 of a-z, 0-9, . and -, begins and ends with one of a-z and 0-9, and is no IP address',
  );

/** Keys of logs other than those of products begin with it, see `logKeys`. */
const OTHER_LOGS = 'catalog-sweep/';

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreateTagOption.html */
function tagOptionText(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, 'a TagOption has letters, digits, white space and _.:/=+-@');
}

/** One update, or all updates of a sweep, have at most a day, because the state machine ends a sweep after two. */
const LONGEST_MINUTES = 24 * 60;

const Wave = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,30}$/, 'the name of a wave has 1 to 30 of a-z, 0-9 and -')
      .describe('what it is called in keys and reports'),
    ...selection,
  })
  .refine((wave) => wave.accounts.length + wave.organizationalUnits.length > 0, {
    message: 'a wave names accounts or organizationalUnits',
  });

/** The settings of sweeps that `catalog-sweep.yaml` and a single sweep have in common. */
export const sweepSettings = {
  logS3Key: z
    .string()
    .max(200)
    // The characters that S3 calls safe. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    .regex(
      /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/,
      "a prefix is names of letters, digits and !-_.*'() with / between them, and none at its ends",
    )
    // The blog post's table has no slash at the end of its location: it takes in all keys that begin with it.
    .refine((key) => !OTHER_LOGS.startsWith(key) && !key.startsWith(OTHER_LOGS), {
      message: `${OTHER_LOGS} is where other logs lie, and they must not begin with the prefix`,
    })
    .default('ServiceCatalogLogs')
    .describe('the prefix of the logs of products'),
  tagOptionKey: tagOptionText(128)
    .default('AutoUpdateProvisionedProduct')
    .describe('the key of the TagOption that opts a product in'),
  tagOptionValue: tagOptionText(256).default('true').describe('its value, in quotes when it is true'),
  optIn: distinct(z.enum(OPT_IN_SOURCES))
    .min(1)
    .default(['spoke', 'shared'])
    .describe(
      'where the TagOption counts: on the product in the spoke, shared with its portfolio, on the product in the hub',
    ),
  targets: z
    .strictObject({
      include: Selection.prefault({}).describe('nothing named: every account'),
      exclude: Selection.prefault({}).describe('wins over include'),
      regions: distinct(region).min(1).describe('the Regions of every account'),
    })
    .describe('the accounts and Regions that are swept'),
  holds: z.array(Hold).default([]).describe('provisioned products that are kept as they are'),
  updateTypes: distinct(z.enum(PRODUCT_TYPES))
    .default(['CFN_STACK'])
    .describe('types of provisioned products that are updated; others are reported'),
  updateControlTowerAccounts: z
    .boolean()
    .default(false)
    .describe('whether accounts that Control Tower made are updated too'),
  maxUpdates: wholeNumber(0, 100_000).default(500).describe('per sweep; the rest is DEFERRED'),
  stopAfterFailures: wholeNumber(1, 100_000).default(3).describe('per version and sweep; the rest is QUARANTINED'),
  updateDeadlineMinutes: wholeNumber(1, LONGEST_MINUTES)
    .default(180)
    .describe('how long one update is followed; then UPDATE_TIMED_OUT'),
  updateWindowMinutes: wholeNumber(1, LONGEST_MINUTES)
    .nullable()
    .default(null)
    .describe('how long after its begin a sweep starts updates; the rest is STOPPED'),
  concurrency: z
    .strictObject({
      scans: wholeNumber(1, 1000).default(40).describe('targets that are scanned at once'),
      updates: wholeNumber(1, 1000).default(20).describe('updates that run at once'),
    })
    .prefault({})
    .describe('how much is done at once'),
  waves: z
    .array(Wave)
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

/** The part of a hub's configuration that its sweeps go by, with the bucket that the hub has. */
export function sweepConfigurationOf(
  configuration: Omit<SweepConfiguration, 'logS3Bucket'>,
  logS3Bucket: string,
): SweepConfiguration {
  const names = Object.keys(sweepSettings) as (keyof typeof sweepSettings)[];
  const settings = Object.fromEntries(names.map((name) => [name, configuration[name]]));
  return { logS3Bucket, ...(settings as Omit<SweepConfiguration, 'logS3Bucket'>) };
}

/** What another sweep left undone: the provisioned products that failed, and the targets that could not be looked at. */
const Retry = z.strictObject({
  sweepId: SweepId.describe('the sweep that is retried'),
  targets: z
    .array(
      z.strictObject({
        account: accountId,
        region,
        provisionedProducts: z
          .array(z.string())
          .nullable()
          .describe('their ids; null: the target as a whole, because it could not be looked at'),
      }),
    )
    .min(1),
});
export type Retry = z.infer<typeof Retry>;

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
  retry: Retry.optional().describe('just what another sweep left undone'),
  maxUpdates: z.int().min(0).optional().describe('instead of the configured limit'),
});
export type SweepRequest = z.infer<typeof SweepRequest>;

/** What a sweep does with provisioned products: a doctor, which scans none, only looks. */
export function sweepModeOf({ mode }: SweepRequest): 'report' | 'update' {
  return mode === 'update' ? 'update' : 'report';
}
