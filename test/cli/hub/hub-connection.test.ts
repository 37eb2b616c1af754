import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { UsageError } from '@catalog-sweep/core';
import { connectToHub } from '../../../packages/cli/src/hub/hub-connection.ts';
import { HUB, anOrganization } from '../../journeys/an-organization.ts';
import { openScripted } from '../../hub/local-servers.ts';
import { withHub, type HubInUse, type HubSettings } from '../a-deployed-hub.ts';

const ORGANISATION = anOrganization().withAccount('shop').build();

/** Somebody of the hub account who may look for a hub anywhere, and find none. */
const VISITOR = {
  path: '/',
  name: 'Visitor',
  trustPolicy: { Version: '2012-10-17', Statement: [] },
  policies: [
    {
      name: 'Look',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }],
      },
    },
  ],
};

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

/** Nothing of this machine's own settings, and no wait for a metadata service. */
const NOTHING = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

let before: NodeJS.ProcessEnv;

beforeEach(() => {
  before = process.env;
  const others = Object.entries(before).filter(([name]) => !name.startsWith('AWS_'));
  process.env = { ...Object.fromEntries(others), ...NOTHING };
});

afterEach(() => {
  process.env = before;
});

/** The environment of somebody who has these credentials. */
function environmentOf({ endpoint, credentials }: HubInUse): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
  };
}

/** What connecting says is wrong. */
async function problemsOf(
  environment: Readonly<Record<string, string>>,
  hubRegion?: string,
): Promise<readonly string[]> {
  Object.assign(process.env, environment);
  try {
    const hub = await connectToHub(hubRegion);
    hub.close();
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

/** The same beside a hub. */
function besideAHub(
  hubRegion: string,
  { environment = environmentOf, ...settings }: HubSettings & { readonly environment?: typeof environmentOf } = {},
): Promise<readonly string[]> {
  return withHub(ORGANISATION, (use) => problemsOf(environment(use), hubRegion), settings);
}

describe('a hub', () => {
  test.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('is found in the Region of %s', async (variable) => {
    const facts = await withHub(ORGANISATION, async (use) => {
      Object.assign(process.env, environmentOf(use), { [variable]: 'eu-west-1' });
      const hub = await connectToHub(undefined);
      hub.close();
      return hub.facts;
    });

    expect(facts.hub).toMatchObject({ account: HUB, region: 'eu-west-1' });
  });
});

describe('what keeps somebody from a hub is said with what to do', () => {
  it('no Region', async () => {
    expect(await problemsOf(KEYS)).toEqual(["--hub-region or AWS_REGION is needed: the hub's Region"]);
  });

  it('no credentials', async () => {
    expect(await problemsOf({}, 'eu-west-1')).toEqual([
      expect.stringMatching(/^no AWS credentials were found: set AWS_PROFILE, or sign in with aws sso login/),
    ]);
  });

  it('credentials that AWS does not know', async () => {
    const environment = (use: HubInUse) => ({ ...environmentOf(use), ...KEYS, AWS_SESSION_TOKEN: 'of yesterday' });

    expect(await besideAHub('eu-west-1', { environment })).toEqual([
      expect.stringMatching(/^AWS does not take these credentials in eu-west-1: \w+: .*; sign in again/),
    ]);
  });

  it('a Region without a hub', async () => {
    expect(await besideAHub('eu-central-1', { role: 'Visitor', roles: [VISITOR] })).toEqual([
      expect.stringMatching(
        new RegExp(`^no hub in account ${HUB}, Region eu-central-1: name its Region with --hub-region`),
      ),
    ]);
  });

  it("a Region that is not the hub's, where an operator has no right to look", async () => {
    expect(await besideAHub('eu-central-1')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^these credentials of account ${HUB} may not look for a hub in eu-central-1: name the hub's Region with --hub-region, or attach the policy CatalogSweepOperator`,
        ),
      ),
    ]);
  });

  test.each([
    { name: 'a hub of another contract', value: '{"contractVersion":2,"version":"2.0.0"}', version: '2.0.0' },
    { name: 'a parameter that is none of ours', value: 'hello', version: 'unknown' },
  ])('$name', async ({ value, version }) => {
    const server = await openScripted({ 'AmazonSSM.GetParameter': { Parameter: { Value: value } } });
    try {
      expect(await problemsOf({ ...KEYS, AWS_ENDPOINT_URL: server.endpoint }, 'eu-west-1')).toEqual([
        `the hub in eu-west-1 is catalog-sweep ${version}, which this one does not understand: use that version, or deploy the hub with this one`,
      ]);
    } finally {
      await server.close();
    }
  });

  it('an endpoint where nobody listens', async () => {
    expect(
      await problemsOf({ ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' }, 'eu-west-1'),
    ).toEqual([expect.stringMatching(/look at AWS_ENDPOINT_URL if it is set$/)]);
  });
});
