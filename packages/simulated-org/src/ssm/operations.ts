import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { parameterArn } from './parameters.ts';

const Input = z.strictObject({ Name: z.string().min(1).max(2048), WithDecryption: z.boolean().optional() });

/** The operations of Systems Manager, as BEHAVIOUR.md has them. */
export const ssmOperations: Readonly<Record<string, Operation>> = {
  GetParameter: {
    resources: (input: unknown, context: RequestContext) => [arnOf(checked(input).Name, context)],
    run: getParameter,
  },
};

function getParameter(input: unknown, context: RequestContext): object {
  const parameter = context.store.get('ssm.parameters', arnOf(checked(input).Name, context));
  if (parameter === undefined) throw new ServiceError('ParameterNotFound', '');
  return {
    Parameter: {
      ARN: parameter.arn,
      DataType: 'text',
      LastModifiedDate: new Date(parameter.modifiedAt),
      Name: parameter.name,
      Type: 'String',
      Value: parameter.value,
      Version: 1,
    },
  };
}

function checked(input: unknown): z.infer<typeof Input> {
  const { success, data, error } = Input.safeParse(input);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new ServiceError('ValidationException', problems.join('; '));
}

/** A parameter may be asked for by its ARN too. */
function arnOf(name: string, { caller, region }: RequestContext): string {
  return name.startsWith('arn:') ? name : parameterArn({ account: caller.account, region }, name);
}
