import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { findRole, roleKey, type Role } from './roles.ts';

interface GetRoleInput {
  readonly RoleName?: string;
}

/** The operations of AWS IAM, as BEHAVIOUR.md has them. */
export const iamOperations: Readonly<Record<string, Operation>> = {
  GetRole: {
    resources: ({ RoleName: name = '' }: GetRoleInput, context: RequestContext) => [
      roleNamed(name, context)?.arn ?? `arn:aws:iam::${context.caller.account}:role/${name}`,
    ],
    run: ({ RoleName: name }: GetRoleInput, context: RequestContext) => {
      if (name === undefined || !/^[\w+=,.@-]{1,64}$/.test(name)) {
        throw new ServiceError('ValidationError', 'The specified value for roleName is invalid.');
      }
      const role = roleNamed(name, context);
      if (role === undefined) {
        throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
      }
      return { Role: roleShape(role, context) };
    },
  },
};

function roleNamed(name: string, { store, caller }: RequestContext): Role | undefined {
  return store.get('iam.roles', roleKey(caller.account, name));
}

function roleShape(role: Role, context: RequestContext): object {
  return {
    Path: role.arn.slice(role.arn.indexOf('/'), role.arn.lastIndexOf('/') + 1),
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encoded(trustDocumentOf(role, context)),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDurationSeconds,
    Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** The trust policy as it was given, but for roles that are gone, or were made anew: these show as the unique ids that they had. */
function trustDocumentOf({ trustDocument, principalIds }: Role, { store }: RequestContext): string {
  let shown = trustDocument;
  for (const [arn, id] of Object.entries(principalIds)) {
    if (findRole(store, arn)?.id !== id) shown = shown.replaceAll(JSON.stringify(arn), JSON.stringify(id));
  }
  return shown;
}

/** As RFC 3986 has it, which reserves more than encodeURIComponent does. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
