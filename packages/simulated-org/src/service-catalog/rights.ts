import { refusalOf } from '../iam/authorize.ts';
import { findRole } from '../iam/roles.ts';
import type { RequestContext } from '../operation.ts';
import type { ProvisionedProductEntity } from './entities.ts';

/**
 * Why CloudFormation may not act, when it may not: a launch role that is not there, or a caller without rights where there is no launch role.
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export function lackOfRights(
  kind: 'provision' | 'update',
  entity: ProvisionedProductEntity,
  requires: readonly string[],
  context: RequestContext,
): string | undefined {
  const { store, region, caller } = context;
  const resource = entity.physicalId ?? '*';
  if (entity.launchRoleArn !== null) {
    const role = findRole(store, entity.launchRoleArn);
    if (role === undefined) return `Role ${entity.launchRoleArn} is invalid or cannot be assumed`;
    const session = {
      ...caller,
      principalArn: role.arn,
      sessionArn: `arn:aws:sts::${caller.account}:assumed-role/${role.name}/servicecatalog`,
    };
    return firstRefusal(requires, (action) => refusalOf({ store, region }, session, { action, resource: '*' }));
  }
  const actions = [kind === 'provision' ? 'cloudformation:CreateStack' : 'cloudformation:UpdateStack', ...requires];
  return firstRefusal(actions, (action) => {
    try {
      context.authorize({ action, resource: action.startsWith('cloudformation:') ? resource : '*' });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  });
}

function firstRefusal(actions: readonly string[], refusal: (action: string) => string | undefined): string | undefined {
  for (const action of actions) {
    const message = refusal(action);
    if (message !== undefined) return message;
  }
  return undefined;
}
