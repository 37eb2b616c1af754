import type { Course, ProvisionedProductEntity, RecordEntity } from '../service-catalog/entities.ts';
import type { Store } from '../store.ts';

/** A status that a stack gets, and when: milliseconds since 1970. */
export interface StackStatus {
  readonly at: number;
  readonly status: string;
  readonly reason: string | undefined;
}

export const SECOND = 1000;

/** CloudFormation's words for what it does, and for how it takes that back. */
export const WORDS = {
  PROVISION_PRODUCT: { verb: 'CREATE', rollback: 'ROLLBACK', undoing: 'DELETE', noun: 'creation', failedTo: 'create' },
  UPDATE_PROVISIONED_PRODUCT: {
    verb: 'UPDATE',
    rollback: 'UPDATE_ROLLBACK',
    undoing: 'UPDATE',
    noun: 'update',
    failedTo: 'update',
  },
  TERMINATE_PROVISIONED_PRODUCT: {
    verb: 'DELETE',
    rollback: 'DELETE',
    undoing: 'DELETE',
    noun: 'deletion',
    failedTo: 'delete',
  },
} as const satisfies Readonly<Record<RecordEntity['type'], object>>;

/** When the stack itself says that it rolls back, after the resource that failed. */
const ROLLS_BACK_AFTER = 2 * SECOND;

/**
 * The statuses that an operation gives a stack, oldest first; none when CloudFormation refused before it began. `failed` is the logical id that the
 * stack blames; a nested stack that did not fail blames none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function statusesOf(
  { type, course }: { readonly type: RecordEntity['type']; readonly course: Course },
  failed: string | null = course.failure?.resource ?? null,
): StackStatus[] {
  const { beganAt, failedAt, endsAt, failure } = course;
  if (isRefused(course)) return [];
  const { verb, rollback, failedTo } = WORDS[type];
  const began = { at: beganAt, status: `${verb}_IN_PROGRESS`, reason: 'User Initiated' };
  if (endsAt === null) return [began];
  if (failure === null || failedAt === null) return [began, ...completion(verb, endsAt)];
  const reason = failed === null ? undefined : blame(failedTo, failed);
  return [
    began,
    { at: failedAt + ROLLS_BACK_AFTER, status: `${rollback}_IN_PROGRESS`, reason },
    ...(failure.rollbackFails ? [{ at: endsAt, status: `${rollback}_FAILED`, reason }] : completion(rollback, endsAt)),
  ];
}

/** Whether CloudFormation, or Service Catalog before it, refused an operation without touching the stack. */
function isRefused({ errors, failure }: Course): boolean {
  return errors.length > 0 && failure === null;
}

/** After updates CloudFormation removes what is not needed any more. */
function completion(word: string, at: number): StackStatus[] {
  const complete = { at, status: `${word}_COMPLETE`, reason: undefined };
  if (!word.startsWith('UPDATE')) return [complete];
  return [{ at: at - SECOND, status: `${word}_COMPLETE_CLEANUP_IN_PROGRESS`, reason: undefined }, complete];
}

/** What a stack says of the resource that it failed by. */
export function blame(failedTo: string, resource: string): string {
  return `The following resource(s) failed to ${failedTo}: [${resource}]. `;
}

/** In which CloudFormation takes an update. */
const UPDATABLE = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

/** Why CloudFormation takes no update of a stack, when it takes none. */
export function refusalOfUpdate(product: ProvisionedProductEntity, store: Store, now: number): string | undefined {
  if (product.type !== 'CFN_STACK') return undefined;
  const status = stackStatusAt(product, store, now);
  if (status === undefined) return `Stack [${product.physicalId}] does not exist`;
  return UPDATABLE.has(status)
    ? undefined
    : `Stack:${product.physicalId} is in ${status} state and can not be updated.`;
}

/** The status of the stack behind a provisioned product at a time; undefined as long as there is none. */
export function stackStatusAt(
  { records }: Pick<ProvisionedProductEntity, 'records'>,
  store: Store,
  now: number,
): string | undefined {
  for (const id of records.toReversed()) {
    const record = store.get('servicecatalog.records', id);
    const status = record && statusesOf(record).findLast(({ at }) => at <= now)?.status;
    if (status !== undefined) return status;
  }
  return undefined;
}
