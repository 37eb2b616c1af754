import { CreatePortfolioCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HUB, Organisations, REGION, roleArn, SPOKE, type OpenOrganisation } from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

/** What an organisation gives out: keys, sessions, ids, and what its state is then. */
async function givenOut(open: OpenOrganisation): Promise<unknown> {
  const { Credentials: keys, AssumedRoleUser: user } = await open
    .sts()
    .send(new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName: 'sweep' }));
  const { PortfolioDetail: portfolio } = await new ServiceCatalogClient(open.settings({ account: HUB }, REGION)).send(
    new CreatePortfolioCommand({ DisplayName: 'one', ProviderName: 'tests', IdempotencyToken: 'one' }),
  );
  return {
    own: open.organisation.credentialsFor({ account: HUB, roleName: 'Admin' }),
    keys,
    user,
    portfolio,
    state: open.organisation.snapshot(),
  };
}

describe('an organisation', () => {
  it('gives out the same keys, session ids and ids as another of the same seed', async () => {
    const [one, other] = [await organisations.open(), await organisations.open()];

    const given = await givenOut(one);

    expect(given).toEqual(await givenOut(other));
  });

  it('gives out other keys than one of another seed', async () => {
    const [one, other] = [await organisations.open(), await organisations.open({ seed: 'another' })];

    const keys = one.organisation.credentialsFor({ account: HUB, roleName: 'Admin' });

    expect(keys).not.toEqual(other.organisation.credentialsFor({ account: HUB, roleName: 'Admin' }));
  });

  it('gives each session name and each time keys of its own', async () => {
    const open = await organisations.open();
    const assume = async (RoleSessionName: string) =>
      (await open.sts().send(new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName }))).Credentials
        ?.AccessKeyId;

    const early = [await assume('one'), await assume('two')];
    open.clock.catchUp(open.clock.now() + 1);
    const late = [await assume('one'), await assume('two')];

    expect(new Set([...early, ...late]).size).toBe(4);
  });

  it('counts what it was asked for', async () => {
    const open = await organisations.open();
    await givenOut(open);

    const requests = open.organisation.requests();

    expect(requests).toEqual({ 'servicecatalog:CreatePortfolio': 1, 'sts:AssumeRole': 1 });
  });
});
