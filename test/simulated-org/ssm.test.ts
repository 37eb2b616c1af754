import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  foundSmall,
  HUB,
  Organisations,
  policyOf,
  putRole,
  REGION,
  roleNamed,
  SPOKE,
  START,
  type Signer,
} from './platform/small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const ARN = `arn:aws:ssm:${REGION}:${HUB}:parameter/tool/facts`;
const PARAMETER = { account: HUB, region: REGION, name: '/tool/facts', value: '{"a":1}', modifiedAt: START };

async function clientOf({
  signer = { account: HUB },
  region = REGION,
  resource = ARN,
}: { readonly signer?: Signer; readonly region?: string; readonly resource?: string } = {}): Promise<SSMClient> {
  const open = await organisations.open({
    parameters: [PARAMETER],
    found: (founding) => {
      foundSmall(founding);
      const document = policyOf({ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: resource });
      putRole(founding, HUB, roleNamed('Limited', { policies: [{ name: 'limited', document }] }));
    },
  });
  return new SSMClient(open.settings(signer, region));
}

function nameOfError(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'no error',
    (error: Error) => error.name,
  );
}

describe('GetParameter', () => {
  test.each([PARAMETER.name, ARN])('gives the parameter %s', async (Name) => {
    const ssm = await clientOf();

    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));

    expect(parameter).toEqual({
      ARN,
      DataType: 'text',
      LastModifiedDate: new Date(START),
      Name: '/tool/facts',
      Type: 'String',
      Value: '{"a":1}',
      Version: 1,
    });
  });

  test.each<{ name: string; where: Parameters<typeof clientOf>[0]; parameter: string }>([
    { name: 'of another name', where: {}, parameter: '/tool' },
    { name: 'in another Region', where: { region: 'us-east-1' }, parameter: PARAMETER.name },
    { name: 'in another account', where: { signer: { account: SPOKE } }, parameter: PARAMETER.name },
  ])('does not find one $name', async ({ where, parameter }) => {
    const ssm = await clientOf(where);

    expect(await nameOfError(ssm.send(new GetParameterCommand({ Name: parameter })))).toBe('ParameterNotFound');
  });

  it.each([
    { resource: ARN, error: 'no error' },
    { resource: `${ARN}/more`, error: 'AccessDeniedException' },
  ])('asks for the right to the parameter: $resource', async ({ resource, error }) => {
    const ssm = await clientOf({ signer: { account: HUB, role: 'Limited' }, resource });

    expect(await nameOfError(ssm.send(new GetParameterCommand({ Name: PARAMETER.name })))).toBe(error);
  });

  it('refuses a name that is none', async () => {
    const ssm = await clientOf();

    expect(await nameOfError(ssm.send(new GetParameterCommand({ Name: '' })))).toBe('ValidationException');
  });
});
