import type { RequestContext } from '../operation.ts';
import type { Course, ResourceFailure, StackState } from './entities.ts';
import type { ParameterResult } from './parameters.ts';
import type { Template, Whom } from './template.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Service Catalog takes some seconds before CloudFormation begins, or before it is told that it will not. */
const LEAD_TIME = 5 * SECOND;

/** A failing resource fails after this share of the time; the rest is the rollback. */
const FAILS_AFTER = 0.6;

/** What an operation is about. */
export interface Undertaking {
  readonly kind: 'provision' | 'update';
  readonly provisionedProduct: { readonly id: string; readonly name: string; readonly account: string };
  readonly template: Template;
  readonly versionId: string;
  readonly templateId: string;
  readonly parameters: ParameterResult;
  readonly before: StackState | null;
  readonly templateBefore: Template | undefined;
  /** Why CloudFormation may not do it, when somebody lacks rights. */
  readonly refusal: string | undefined;
}

/** How an operation will go: known from its beginning, and the same for the same operation. */
export function courseOf(undertaking: Undertaking, { clock, hash }: Pick<RequestContext, 'clock' | 'hash'>): Course {
  const { kind, template, parameters, before, versionId, templateId } = undertaking;
  const beganAt = clock.now() + LEAD_TIME;
  const hints = template.Metadata.SimulatedOrganisation;
  if (undertaking.refusal !== undefined) return refusedCourse(undertaking, beganAt, undertaking.refusal);
  if (parameters.kind === 'refused') return refusedCourse(undertaking, beganAt, parameters.message);
  if (kind === 'update' && isSame(undertaking, parameters.values)) {
    return refusedCourse(undertaking, beganAt, 'No updates are to be performed.');
  }
  const minutes = kind === 'provision' ? hints.provisionTakes : hints.updateTakes;
  const duration = minutes * MINUTE;
  const applies = (whom: Whom) => concerns(whom, undertaking, hash);
  const after: StackState = { versionId, templateId, parameters: parameters.values };
  if (hints.stuck !== undefined && kind === 'update' && applies(hints.stuck)) {
    return { beganAt, failedAt: null, endsAt: null, errors: [], failure: null, status: 'AVAILABLE', after };
  }
  const failing = hints.failures.find((failure) => failure.on === kind && applies(failure));
  if (failing === undefined) {
    return {
      beganAt,
      failedAt: null,
      endsAt: beganAt + duration,
      errors: [],
      failure: null,
      status: 'AVAILABLE',
      after,
    };
  }
  const { resource, nested = null, reason, rollback } = failing;
  const failure = { resource, nested, reason, rollbackFails: rollback === 'fails' };
  return failedCourse({ kind, before, failure, beganAt, duration });
}

/** Somebody refuses before any resource is touched. */
function refusedCourse({ before }: Undertaking, beganAt: number, message: string): Course {
  return {
    beganAt,
    failedAt: beganAt,
    endsAt: beganAt + LEAD_TIME,
    errors: [{ Code: 'CloudFormationException', Description: message }],
    failure: null,
    // Where no launch ever succeeded, there is nothing to be tainted.
    status: before === null ? 'ERROR' : 'TAINTED',
    after: before,
  };
}

function failedCourse({
  kind,
  before,
  failure,
  beganAt,
  duration,
}: {
  readonly kind: Undertaking['kind'];
  readonly before: StackState | null;
  readonly failure: ResourceFailure;
  readonly beganAt: number;
  readonly duration: number;
}): Course {
  const verb = kind === 'provision' ? 'create' : 'update';
  const description = `The following resource(s) failed to ${verb}: [${failure.resource}].`;
  return {
    beganAt,
    failedAt: beganAt + Math.round((duration * FAILS_AFTER) / SECOND) * SECOND,
    endsAt: beganAt + duration,
    errors: [{ Code: 'ResourceFailure', Description: description }],
    failure,
    status: kind === 'provision' ? 'ERROR' : 'TAINTED',
    // What ran before runs again, or was never left: the old version with its parameters.
    after: before,
  };
}

/** Whether the stack would be the very same afterwards. */
function isSame({ template, templateBefore, before }: Undertaking, values: Readonly<Record<string, string>>): boolean {
  return (
    templateBefore !== undefined &&
    before !== null &&
    JSON.stringify(template.Resources) === JSON.stringify(templateBefore.Resources) &&
    JSON.stringify(sorted(values)) === JSON.stringify(sorted(before.parameters))
  );
}

function sorted(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function concerns(
  { names, accounts, share }: Whom,
  { provisionedProduct, versionId }: Undertaking,
  hash: RequestContext['hash'],
): boolean {
  if (names?.includes(provisionedProduct.name) === true || accounts?.includes(provisionedProduct.account) === true)
    return true;
  if (share === undefined) return false;
  return Number.parseInt(hash('share', provisionedProduct.id, versionId).slice(0, 8), 16) / 2 ** 32 < share;
}
