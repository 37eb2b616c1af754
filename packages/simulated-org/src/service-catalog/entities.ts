import type { RequestContext } from '../operation.ts';

declare module '../store.ts' {
  interface Tables {
    'servicecatalog.portfolios': Portfolio;
    'servicecatalog.products': Product;
    /** By the hash of their text, which many versions share. */
    'servicecatalog.templates': { readonly text: string };
    'servicecatalog.constraints': Constraint;
    'servicecatalog.shareOperations': ShareOperation;
    'servicecatalog.tagOptions': TagOption;
    'servicecatalog.provisionedProducts': ProvisionedProductEntity;
    'servicecatalog.records': RecordEntity;
    /** The ids of the provisioned products of an account and Region, in the order of their launches, under `account/region`. */
    'servicecatalog.places': { readonly provisionedProducts: readonly string[] };
    /** By account id; an account without an entry has migrated. */
    'servicecatalog.accounts': { readonly tagOptionsMigrated: boolean };
  }
}

/** Where something is: everything in Service Catalog belongs to one account and Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface Portfolio extends Place {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly provider: string;
  readonly createdAt: number;
  readonly products: readonly string[];
  readonly principals: readonly Principal[];
  readonly shares: readonly Share[];
}

export interface Principal {
  readonly arn: string;
  readonly type: 'IAM' | 'IAM_PATTERN';
  /** Who made it a principal: the owner, or somebody who imported the portfolio. */
  readonly account: string;
}

export interface Share {
  readonly type: 'ACCOUNT' | 'ORGANIZATION' | 'ORGANIZATIONAL_UNIT' | 'ORGANIZATION_MEMBER_ACCOUNT';
  /** The id of an account, OU or organisation. */
  readonly recipient: string;
  readonly tagOptions: boolean;
  readonly principals: boolean;
  readonly accepted: boolean;
  /** What it becomes when an update that is under way has ended. */
  readonly update?: { readonly tagOptions: boolean; readonly principals: boolean; readonly endsAt: number };
}

/** A change of a share that was asked for, under the token that tells how it goes. */
export interface ShareOperation extends Place {
  readonly portfolioId: string;
  readonly type: Share['type'];
  readonly recipient: string;
  readonly endsAt: number;
}

export interface Product extends Place {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly type: string;
  readonly createdAt: number;
  /** In the order in which they were made. */
  readonly versions: readonly Version[];
}

export interface Version {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly createdAt: number;
  readonly active: boolean;
  readonly guidance: 'DEFAULT' | 'DEPRECATED';
  readonly templateUrl: string;
  readonly templateId: string;
}

export interface Constraint extends Place {
  readonly id: string;
  readonly portfolioId: string;
  readonly productId: string;
  readonly type: 'LAUNCH' | 'STACKSET';
  readonly description: string;
  /** JSON, as it was given. */
  readonly parameters: string;
}

export interface TagOption extends Place {
  readonly id: string;
  readonly key: string;
  readonly value: string;
  readonly active: boolean;
  /** Ids of products and portfolios. */
  readonly resources: readonly string[];
}

/** What a stack is made of. Its status follows from the records, see `cloudformation/stack-statuses.ts`. */
export interface StackState {
  readonly versionId: string;
  readonly templateId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A provisioned product as it was when its last operation began; what that operation makes of it is in its record, see `view.ts`. */
export interface ProvisionedProductEntity extends Place {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly createdAt: number;
  readonly userArn: string;
  readonly userArnSession: string;
  readonly roleArn: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** The ARN of its stack or stack set; null for what an external engine makes. */
  readonly physicalId: string | null;
  readonly productId: string;
  /** What Service Catalog shows as its version: also one that an update failed to reach. */
  readonly shownVersionId: string;
  readonly status: string;
  readonly statusMessage: string | null;
  readonly stack: StackState | null;
  readonly launchRoleArn: string | null;
  readonly idempotencyToken: string;
  /** In their order. */
  readonly records: readonly string[];
  readonly lastProvisioningRecordId: string | null;
  readonly lastSuccessfulProvisioningRecordId: string | null;
}

/** An operation on a provisioned product, with the course that it takes, known from its beginning. */
export interface RecordEntity extends Place {
  readonly id: string;
  readonly type: 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';
  readonly provisionedProductId: string;
  readonly provisionedProductName: string;
  readonly provisionedProductType: string;
  readonly productId: string;
  readonly versionId: string;
  /** Of that version, which may be deleted while its records stay. */
  readonly templateId: string;
  readonly pathId: string;
  readonly launchRoleArn: string | null;
  readonly createdAt: number;
  readonly token: string;
  /** Stands for what was asked for under the token. */
  readonly asked: string;
  readonly before: StackState | null;
  readonly course: Course;
}

/** How an operation goes. Times are milliseconds since 1970. */
export interface Course {
  /** When CloudFormation begins; before it the record is CREATED. */
  readonly beganAt: number;
  /** When something goes wrong: from then on it is IN_PROGRESS_IN_ERROR. */
  readonly failedAt: number | null;
  /** When it is over; null when it never is. */
  readonly endsAt: number | null;
  readonly errors: readonly { readonly Code: string; readonly Description: string }[];
  /** The resource that failed, when one did. */
  readonly failure: ResourceFailure | null;
  /** Of the provisioned product at the end. */
  readonly status: 'AVAILABLE' | 'TAINTED' | 'ERROR';
  /** At the end; null when the stack was not touched. */
  readonly after: StackState | null;
}

export interface ResourceFailure {
  readonly resource: string;
  /** The resource inside of the nested stack that `resource` then is. */
  readonly nested: string | null;
  readonly reason: string;
  /** Whether the stack then cannot get back to where it was. */
  readonly rollbackFails: boolean;
}

/** `prod-…`: ids have 13 letters and digits behind the dash. */
export function idOf(prefix: string, context: RequestContext, ...parts: readonly string[]): string {
  const { hash, caller, region } = context;
  return `${prefix}-${hash(prefix, caller.account, region, ...parts).slice(0, 13)}`;
}

/** `arn:aws:catalog:…:product/prod-…`; the service stands as `catalog` in ARNs. */
export function catalogArn({ account, region }: Place, resource: string): string {
  return `arn:aws:catalog:${region}:${account}:${resource}`;
}

export function placeKey({ account, region }: Place): string {
  return `${account}/${region}`;
}
