import { writeSync } from 'node:fs';
import { readOrganisation, type Faults } from '@catalog-sweep/simulated-org';
import { openSimulatedPlace } from '../../packages/cli/src/places/simulated.ts';

/*
 * A process that sweeps an organisation and dies in the middle of it. `node killed-sweep.ts ORGANISATION STATE-FOLDER N` kills itself, with SIGKILL, when its
 * Nth request to AWS was carried out and not answered yet; with 0 it lives. It prints the id of its sweep, and a line for each request before it is carried out:
 * `CatalogSweepScanTarget sts:AssumeRole`.
 */

const [organisationFile = '', stateDirectory = '', nth = '0'] = process.argv.slice(2);
const last = Number(nth);
let requests = 0;

const faults: Faults = ({ principalArn, service, operation }) => {
  requests += 1;
  // Not by the stream, which a killed process does not empty.
  writeSync(1, `${principalArn.split('/').at(-1)} ${service}:${operation}\n`);
  if (requests !== last) return undefined;
  return {
    kind: 'events',
    happen(when) {
      if (when === 'after the act') process.kill(process.pid, 'SIGKILL');
    },
  };
};

const place = await openSimulatedPlace({ organisation: readOrganisation(organisationFile), stateDirectory, faults });
writeSync(1, `${place.sweepId}\n`);
try {
  await place.run({ contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false }, () => {});
} finally {
  await place.close();
}
