import { readTargetProducts } from '../acts/examine-products.ts';
import { readSpokeRoles } from '../acts/examine-role.ts';
import { refuseWhenStopped } from '../acts/stop-mark.ts';
import type { SpokeClients } from '../aws/gateway.ts';
import { readRegionOptStatus } from '../aws/region-opt-status.ts';
import { readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import type { Examination, ExaminedFinding } from '../contract/findings.ts';
import { workKeys } from '../contract/keys.ts';
import {
  Catalogue,
  type ExaminationResult,
  type ExamineTargetEvent,
  type Sweep,
  type Target,
} from '../contract/payloads.ts';
import { countFindings } from '../decisions/finding.ts';
import { NOTHING_OPTED_IN, optInCounts } from '../decisions/opt-in-counts.ts';
import { productFindings } from '../decisions/product-findings.ts';
import { roleFindings } from '../decisions/role-findings.ts';
import { tagOptionFindings } from '../decisions/tag-option-findings.ts';
import {
  accountNotActive,
  roleNotAssumable,
  serviceCatalogRefused,
  type RegionAnswer,
} from '../decisions/target-findings.ts';
import { AwsError, ContractError, lastingError, type AwsErrorKind } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** The roles of the spokes as they were deployed. */
export interface ExpectedRoles {
  /** What they are made of, as their tag says. */
  readonly digest: string;
  /** Whether they may change who launches from portfolios of their account, and create its TagOption. */
  readonly portfolioAccess: boolean;
}

/**
 * Looks whether one target is ready for sweeps. Repeating it examines anew.
 *
 * Throws TargetRefused when the run was stopped, and AwsError for what nobody expects: the state machine notes both.
 */
export async function examineTarget(
  { sweepId, target }: ExamineTargetEvent,
  expectedRoles: ExpectedRoles,
  context: StageContext,
): Promise<ExaminationResult> {
  await refuseWhenStopped(sweepId, context);
  const sweep = await readSweep(context.work, sweepId);
  const examination = await examine({ sweep, target, expectedRoles }, context);
  await writeObject(context.work, workKeys.targetExamination(sweepId, target), examination);
  return countFindings(examination.findings);
}

interface Look {
  readonly sweep: Sweep;
  readonly target: Target;
  readonly expectedRoles: ExpectedRoles;
}

async function examine(look: Look, context: StageContext): Promise<Examination> {
  const { target } = look;
  if (target.accountState !== 'ACTIVE') return only(accountNotActive(target));
  const spoke = await context.aws.spoke(target, 'read').catch(refusedBy('ROLE_NOT_ASSUMABLE'));
  if (spoke instanceof AwsError) return only(roleNotAssumable(target, spoke.message));
  const ofProducts = await lookAtProducts(look, spoke, context).catch(refusedBy('ACCESS_DENIED', 'REGION_NOT_ENABLED'));
  if (ofProducts instanceof AwsError) return lookAtRefusal(look, { spoke, error: ofProducts }, context);
  // Roles are not Regional: one Region of each account asks for them.
  const ofRoles = isFirstRegion(look) ? await lookAtRoles(look, spoke) : [];
  return { ...ofProducts, findings: [...ofRoles, ...ofProducts.findings] };
}

function isFirstRegion({ sweep, target }: Look): boolean {
  const regions = sweep.request.regions ?? sweep.configuration.targets.regions;
  return target.region === regions.toSorted()[0];
}

async function lookAtRoles({ target, expectedRoles }: Look, spoke: SpokeClients): Promise<readonly ExaminedFinding[]> {
  const roles = await readSpokeRoles(spoke);
  return roleFindings({ account: target.account, roles, digest: expectedRoles.digest });
}

/** Roles of another version may lack rights that this one asks for, which then is all there is to say. */
async function lookAtRefusal(
  look: Look,
  { spoke, error }: { readonly spoke: SpokeClients; readonly error: AwsError },
  context: StageContext,
): Promise<Examination> {
  const ofRoles = await lookAtRoles(look, spoke);
  if (error.kind === 'ACCESS_DENIED' && ofRoles.length > 0) return only(...ofRoles);
  const answer = await askForRegion(look, context);
  return only(...ofRoles, serviceCatalogRefused(look.target, { error, answer }));
}

async function lookAtProducts(
  { sweep, target, expectedRoles }: Look,
  spoke: SpokeClients,
  { work }: StageContext,
): Promise<Examination> {
  const { sweepId, configuration, hub } = sweep;
  const { account, region } = target;
  const key = workKeys.catalogue(sweepId, region);
  const catalogue = await readObject(work, key, Catalogue);
  if (catalogue === undefined) throw new ContractError(`no catalogue at s3://${work.bucket}/${key}`);
  const catalog = spoke.serviceCatalog;
  const { products, tagOption } = await readTargetProducts({ catalog, account, hub: catalogue, configuration });
  const place = { account, region, portfolioAccess: expectedRoles.portfolioAccess };
  return {
    findings: [
      ...tagOptionFindings(tagOption, {
        ...place,
        tagOption: { key: configuration.tagOptionKey, value: configuration.tagOptionValue },
      }),
      ...productFindings(products, { ...place, partition: hub.partition }),
    ],
    notes: [],
    optIn: optInCounts(products, configuration.optIn),
  };
}

async function askForRegion({ sweep, target }: Look, { aws }: StageContext): Promise<RegionAnswer> {
  const { region } = target;
  const account = target.account === sweep.hub.account ? undefined : target.account;
  const status = await readRegionOptStatus(aws, { account, region }).catch(lastingError);
  if (typeof status === 'string') return { kind: 'told', status };
  return { kind: 'refused', reason: `Account Management could not be asked for the Region: ${status.message}` };
}

/** Makes errors of some kinds an answer, and throws all others. */
function refusedBy(...kinds: readonly AwsErrorKind[]): (error: unknown) => AwsError {
  return (error) => {
    if (error instanceof AwsError && kinds.includes(error.kind)) return error;
    throw error;
  };
}

function only(...findings: readonly ExaminedFinding[]): Examination {
  return { findings: [...findings], notes: [], optIn: NOTHING_OPTED_IN };
}
