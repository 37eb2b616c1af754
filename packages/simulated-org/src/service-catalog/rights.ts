import { refusalOf, type AccessRequest } from '../iam/authorize.ts';
import { findRole } from '../iam/roles.ts';
import { ServiceError, type RequestContext } from '../operation.ts';
import type { ProvisionedProductEntity } from './entities.ts';

/**
 * Why CloudFormation may not act, when it may not: a launch role that is not there, or that lacks rights; where there is no launch role, a caller that does.
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export function lackOfRights(
  kind: 'provision' | 'update',
  { launchRoleArn, physicalId, type }: ProvisionedProductEntity,
  requires: readonly string[],
  context: RequestContext,
): string | undefined {
  const onStack = kind === 'provision' ? 'cloudformation:CreateStack' : 'cloudformation:UpdateStack';
  // The roles of stack sets act for themselves, and external engines know nothing of CloudFormation.
  const wanted = [
    ...(type === 'CFN_STACK' ? [{ action: onStack, resource: physicalId ?? '*' }] : []),
    ...requires.map((action) => ({ action, resource: '*' })),
  ];
  if (launchRoleArn === null) return firstRefusal(wanted, (access) => refusalOfCaller(access, context));
  const { store, region, caller } = context;
  const role = findRole(store, launchRoleArn);
  if (role === undefined) return `Role ${launchRoleArn} is invalid or cannot be assumed`;
  const session = {
    ...caller,
    principalArn: role.arn,
    sessionArn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/servicecatalog`,
  };
  return firstRefusal(wanted, (access) => refusalOf({ store, region }, session, access));
}

function refusalOfCaller(access: AccessRequest, { authorize }: RequestContext): string | undefined {
  try {
    authorize(access);
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

function firstRefusal(
  wanted: readonly AccessRequest[],
  refusal: (access: AccessRequest) => string | undefined,
): string | undefined {
  for (const access of wanted) {
    const message = refusal(access);
    if (message !== undefined) return message;
  }
  return undefined;
}
