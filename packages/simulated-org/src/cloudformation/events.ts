import type { Hash } from '../chance.ts';
import type { Course, ProvisionedProductEntity, RecordEntity, ResourceFailure } from '../service-catalog/entities.ts';
import { NESTED_STACK, templateOf, type Template } from '../service-catalog/template.ts';
import type { Store } from '../store.ts';
import { blame, SECOND, statusesOf, WORDS, type StackStatus } from './stack-statuses.ts';

/** A stack behind a provisioned product: its own, or the one that a resource of it is. */
export interface Stack {
  /** Its ARN. */
  readonly id: string;
  readonly product: ProvisionedProductEntity;
  /** The logical id of the resource that a nested stack is. */
  readonly nested: string | undefined;
}

/** One event of a stack; `at` in milliseconds since 1970. */
export interface StackEvent extends StackStatus {
  readonly stackId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

type Resource = Pick<StackEvent, 'stackId' | 'logicalId' | 'physicalId' | 'type'>;

/** An operation on a stack as CloudFormation sees it. */
interface Operation {
  readonly stackId: string;
  readonly record: RecordEntity;
  readonly template: Template;
  readonly hash: Hash;
}

/** The one resource that is known of a nested stack is the one that fails in it. */
const INNER_TYPE = 'AWS::CloudFormation::CustomResource';

/** The events of a stack, oldest first, as they follow from the courses of its product's records; those of the future are among them. */
export function eventsOf(
  { id: stackId, product, nested }: Stack,
  { store, hash }: { readonly store: Store; readonly hash: Hash },
): StackEvent[] {
  const events = product.records.flatMap((id) => {
    const record = store.get('servicecatalog.records', id);
    if (record === undefined) return [];
    const operation = { stackId, record, template: templateOf(store, record.templateId), hash };
    return nested === undefined ? ownEvents(operation) : nestedEvents(nested, operation);
  });
  return events.toSorted((a, b) => a.at - b.at);
}

/** Whether an event is of its stack as a whole. */
export function isOfStack({ physicalId, stackId }: StackEvent): boolean {
  return physicalId === stackId;
}

/** Every operation touches all resources of its template; the failing one fails, and those beside it are cancelled. */
function ownEvents(operation: Operation): StackEvent[] {
  const { stackId, record } = operation;
  const { course, type } = record;
  const statuses = statusesOf(record);
  if (statuses.length === 0) return [];
  const { verb } = WORDS[type];
  const resources = resourcesOf(operation);
  const began = [
    ...statuses.map((status) => ({ ...stackItself(stackId), ...status })),
    ...resources.map((resource) => event(resource, course.beganAt + SECOND, `${verb}_IN_PROGRESS`)),
  ];
  const { failure, failedAt, endsAt } = course;
  if (endsAt === null) return began;
  if (failure === null || failedAt === null) {
    return [...began, ...resources.map((resource) => event(resource, endsAt - 2 * SECOND, `${verb}_COMPLETE`))];
  }
  return [
    ...began,
    ...resources.flatMap((resource) =>
      resource.logicalId === failure.resource
        ? failureOf(resource, type, { failure, failedAt, endsAt })
        : cancellationOf(resource, type, { failedAt, endsAt }),
    ),
  ];
}

interface Times {
  readonly failedAt: number;
  readonly endsAt: number;
}

function failureOf(
  resource: Resource,
  type: RecordEntity['type'],
  { failure, failedAt, endsAt }: Times & { readonly failure: ResourceFailure },
): StackEvent[] {
  const { verb, undoing } = WORDS[type];
  const reason = failure.nested === null ? failure.reason : embeddedReason(resource.physicalId, type, failure.nested);
  return [
    event(resource, failedAt, `${verb}_FAILED`, reason),
    event(resource, failedAt + 3 * SECOND, `${undoing}_IN_PROGRESS`),
    failure.rollbackFails
      ? event(resource, endsAt - 2 * SECOND, `${undoing}_FAILED`, reason)
      : event(resource, endsAt - 2 * SECOND, `${undoing}_COMPLETE`),
  ];
}

function cancellationOf(resource: Resource, type: RecordEntity['type'], { failedAt, endsAt }: Times): StackEvent[] {
  const { verb, undoing, noun } = WORDS[type];
  return [
    event(resource, failedAt + SECOND, `${verb}_FAILED`, `Resource ${noun} cancelled`),
    event(resource, failedAt + 3 * SECOND, `${undoing}_IN_PROGRESS`),
    event(resource, endsAt - 2 * SECOND, `${undoing}_COMPLETE`),
  ];
}

/** What a stack says of a nested stack that failed; why it failed, the nested one tells itself. */
function embeddedReason(nestedId: string, type: RecordEntity['type'], inner: string): string {
  const { failedTo } = WORDS[type];
  const why = blame(failedTo, inner);
  return type === 'UPDATE_PROVISIONED_PRODUCT'
    ? `Embedded stack ${nestedId} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${why}`
    : `Embedded stack ${nestedId} was not successfully ${failedTo}d: ${why}`;
}

/** A nested stack goes through what its parent goes through, a little later and a little sooner over; inside, only what failed is told. */
function nestedEvents(logicalId: string, { stackId, record, template }: Operation): StackEvent[] {
  if (template.Resources[logicalId]?.Type !== NESTED_STACK) return [];
  const { course, type } = record;
  const { failure, failedAt, endsAt } = course;
  const inner = failure !== null && failure.resource === logicalId ? failure.nested : null;
  const statuses = statusesOf({ type, course: nestedCourse(course, inner !== null) }, inner);
  const events = statuses.map((status) => ({ ...stackItself(stackId), ...status }));
  if (inner === null || failure === null || failedAt === null || endsAt === null) return events;
  const { verb, undoing } = WORDS[type];
  const resource = { stackId, logicalId: inner, physicalId: `${inner.toLowerCase()}-${record.id}`, type: INNER_TYPE };
  return [
    ...events,
    event(resource, course.beganAt + 3 * SECOND, `${verb}_IN_PROGRESS`),
    event(resource, failedAt - 4 * SECOND, `${verb}_FAILED`, failure.reason),
    event(resource, failedAt, `${undoing}_IN_PROGRESS`),
    event(resource, endsAt - 5 * SECOND, `${undoing}_COMPLETE`),
  ];
}

function nestedCourse(course: Course, fails: boolean): Course {
  const { beganAt, failedAt, endsAt, failure } = course;
  return {
    ...course,
    beganAt: beganAt + 2 * SECOND,
    // The one that fails rolls back before its parent notices; the others are told to.
    failedAt: failedAt === null ? null : failedAt + (fails ? -3 * SECOND : SECOND),
    endsAt: endsAt === null ? null : endsAt - 3 * SECOND,
    failure: failure === null ? null : { ...failure, rollbackFails: fails && failure.rollbackFails },
  };
}

function resourcesOf({ stackId, template, hash }: Operation): Resource[] {
  return Object.entries(template.Resources).map(([logicalId, { Type: type }]) => ({
    stackId,
    logicalId,
    physicalId:
      type === NESTED_STACK
        ? nestedStackId(stackId, logicalId, hash)
        : `${logicalId.toLowerCase()}-${hash('resource', stackId, logicalId).slice(0, 12)}`,
    type,
  }));
}

/** The ARN of the nested stack that a resource of a stack is. */
export function nestedStackId(stackId: string, logicalId: string, hash: Hash): string {
  const suffix = hash('nested', stackId, logicalId);
  return stackId.replace(
    /stack\/([^/]+)\/.*$/,
    `stack/$1-${logicalId}-${suffix.slice(0, 13).toUpperCase()}/${suffix.slice(13, 45)}`,
  );
}

/** The name in the ARN of a stack. */
export function stackName(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}

function stackItself(stackId: string): Resource {
  return { stackId, logicalId: stackName(stackId), physicalId: stackId, type: NESTED_STACK };
}

function event(resource: Resource, at: number, status: string, reason?: string): StackEvent {
  return { ...resource, at, status, reason };
}
