import type { Hash } from '../chance.ts';
import type { ProvisionedProductEntity, RecordEntity } from '../service-catalog/entities.ts';
import { templateOf, type Template } from '../service-catalog/template.ts';
import type { Store } from '../store.ts';

/** One event of a stack; `at` in milliseconds since 1970. */
export interface StackEvent {
  readonly at: number;
  readonly stackId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
}

const STACK = 'AWS::CloudFormation::Stack';
const SECOND = 1000;

interface Operation {
  readonly stackId: string;
  readonly record: RecordEntity;
  readonly template: Template;
  readonly hash: Hash;
}

/**
 * The events of a stack, oldest first, that follow from the courses of its records: each operation touches all resources of its template, the failing one
 * fails, and what was under way beside it is cancelled. `nested` names the resource whose nested stack is asked for.
 */
export function stackEvents(
  product: ProvisionedProductEntity,
  { store, hash, nested }: { readonly store: Store; readonly hash: Hash; readonly nested: string | undefined },
): StackEvent[] {
  return product.records.flatMap((id) => {
    const record = store.get('servicecatalog.records', id);
    if (record === undefined || product.physicalId === null || isWithoutEvents(record)) return [];
    const template = templateOf(store, record.templateId);
    const operation = { stackId: product.physicalId, record, template, hash };
    return nested === undefined ? eventsOf(operation) : nestedEventsOf(nested, operation);
  });
}

/** What was refused before CloudFormation began left no event. */
function isWithoutEvents({ type, course }: RecordEntity): boolean {
  return type === 'TERMINATE_PROVISIONED_PRODUCT' || (course.errors.length > 0 && course.failure === null);
}

function eventsOf({ stackId, record, template, hash }: Operation): StackEvent[] {
  const { course } = record;
  const verb = record.type === 'PROVISION_PRODUCT' ? 'CREATE' : 'UPDATE';
  const own = (at: number, status: string, reason?: string) =>
    event({ stackId, logicalId: stackName(stackId), physicalId: stackId, type: STACK }, at, status, reason);
  const resources = Object.entries(template.Resources).map(([logicalId, { Type: type }]) => ({
    stackId,
    logicalId,
    physicalId:
      type === STACK
        ? nestedStackId(stackId, logicalId, hash)
        : `${logicalId.toLowerCase()}-${hash('resource', stackId, logicalId).slice(0, 12)}`,
    type,
  }));
  const began = resources.map((resource, index) =>
    event(resource, course.beganAt + (index + 1) * SECOND, `${verb}_IN_PROGRESS`),
  );
  const events = [own(course.beganAt, `${verb}_IN_PROGRESS`, 'User Initiated'), ...began];
  if (course.failure === null) {
    if (course.endsAt === null) return events;
    const ended = course.endsAt;
    const done = resources.map((resource) => event(resource, ended - SECOND, `${verb}_COMPLETE`));
    return [...events, ...done, own(ended, `${verb}_COMPLETE`)];
  }
  const { failure, failedAt, endsAt } = course;
  if (failedAt === null || endsAt === null) return events;
  const failing = resources.find(({ logicalId }) => logicalId === failure.resource);
  const cancelled = resources.filter((resource) => resource !== failing);
  const reason = failing?.type === STACK ? embeddedReason(failing.physicalId, failure.reason) : failure.reason;
  const rollback = record.type === 'PROVISION_PRODUCT' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  const rolledBack = course.after?.status === 'UPDATE_ROLLBACK_FAILED' ? `${rollback}_FAILED` : `${rollback}_COMPLETE`;
  return [
    ...events,
    ...(failing === undefined ? [] : [event(failing, failedAt, `${verb}_FAILED`, reason)]),
    ...cancelled.map((resource) =>
      event(
        resource,
        failedAt + SECOND,
        `${verb}_FAILED`,
        `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`,
      ),
    ),
    own(
      failedAt + 2 * SECOND,
      `${rollback}_IN_PROGRESS`,
      `The following resource(s) failed to ${verb.toLowerCase()}: [${failure.resource}]. `,
    ),
    own(endsAt, rolledBack),
  ];
}

/** Inside of a nested stack only what failed there is told apart. */
function nestedEventsOf(logicalId: string, { stackId, record, hash }: Operation): StackEvent[] {
  const { course } = record;
  const nestedId = nestedStackId(stackId, logicalId, hash);
  const verb = record.type === 'PROVISION_PRODUCT' ? 'CREATE' : 'UPDATE';
  const own = (at: number, status: string, reason?: string) =>
    event({ stackId: nestedId, logicalId: stackName(nestedId), physicalId: nestedId, type: STACK }, at, status, reason);
  const events = [own(course.beganAt + 2 * SECOND, `${verb}_IN_PROGRESS`)];
  if (course.failure?.resource !== logicalId || course.failedAt === null || course.endsAt === null) {
    return course.endsAt === null ? events : [...events, own(course.endsAt - 2 * SECOND, `${verb}_COMPLETE`)];
  }
  const inner = course.failure.nested ?? 'Resource';
  const resource = {
    stackId: nestedId,
    logicalId: inner,
    physicalId: `${inner.toLowerCase()}-${hash('resource', nestedId, inner).slice(0, 12)}`,
    type: 'AWS::CloudFormation::CustomResource',
  };
  return [
    ...events,
    event(resource, course.beganAt + 3 * SECOND, `${verb}_IN_PROGRESS`),
    event(resource, course.failedAt - 2 * SECOND, `${verb}_FAILED`, course.failure.reason),
    own(
      course.failedAt - SECOND,
      `${verb}_ROLLBACK_IN_PROGRESS`,
      `The following resource(s) failed to ${verb.toLowerCase()}: [${inner}]. `,
    ),
    own(course.endsAt - SECOND, `${verb}_ROLLBACK_COMPLETE`),
  ];
}

function embeddedReason(nestedId: string, reason: string): string {
  return `Embedded stack ${nestedId} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${reason}`;
}

/** The ARN of the nested stack that a resource of a stack is. */
export function nestedStackId(stackId: string, logicalId: string, hash: Hash): string {
  const suffix = hash('nested', stackId, logicalId);
  return stackId.replace(
    /stack\/([^/]+)\/.*$/,
    `stack/$1-${logicalId}-${suffix.slice(0, 13).toUpperCase()}/${suffix.slice(13, 45)}`,
  );
}

function event(
  of: Pick<StackEvent, 'stackId' | 'logicalId' | 'physicalId' | 'type'>,
  at: number,
  status: string,
  reason?: string,
): StackEvent {
  return { ...of, at, status, reason };
}

function stackName(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}
