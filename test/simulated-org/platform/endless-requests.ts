import { CreatePortfolioCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SimulatedOrganisation, WallClock } from '@catalog-sweep/simulated-org';
import { foundSmall, HUB, REGION } from './small-organisation.ts';

/** A process of its own that makes one portfolio after the other, and prints the id of each that it was told of, until it is killed. */
const [, , stateDirectory = ''] = process.argv;
const organisation = await SimulatedOrganisation.open({
  stateDirectory,
  clock: new WallClock(),
  seed: 'test',
  identity: 'test',
  found: foundSmall,
});
const { endpoint } = await organisation.listen();
const credentials = organisation.credentialsFor({ account: HUB, roleName: 'Admin' });
const catalog = new ServiceCatalogClient({ endpoint, region: REGION, credentials });
for (let number = 1; ; number += 1) {
  const { PortfolioDetail: portfolio } = await catalog.send(
    new CreatePortfolioCommand({
      DisplayName: `portfolio ${number}`,
      ProviderName: 'tests',
      IdempotencyToken: String(number),
    }),
  );
  process.stdout.write(`${portfolio?.Id}\n`);
}
