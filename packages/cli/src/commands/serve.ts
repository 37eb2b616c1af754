import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LOCAL_SWEEP_ROLE_NAME, UsageError } from '@catalog-sweep/core';
import { SimulatedOrganisation, WallClock, type Organisation, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { Command, InvalidArgumentError } from 'commander';
import {
  organisationOf,
  wholeNumber,
  withOrganisationOptions,
  type OrganisationOptions,
} from '../organisation-options.ts';
import { openOrganisation, sweepConfigurationOf } from '../places/simulated.ts';
import type { Terminal } from '../terminal.ts';

interface ServeOptions extends OrganisationOptions {
  readonly port: number;
  readonly speed: number;
}

/** The role of each account whose keys are handed out: it may do everything. */
const ADMINISTRATOR: RoleDefinition = {
  path: '/',
  name: 'Administrator',
  trustPolicy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
  },
  policies: [
    {
      name: 'Everything',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    },
  ],
};

/** The profile that may sweep, and no more. */
const SWEEP_PROFILE = 'catalog-sweep';

const EXAMPLES = `
Examples:
  catalog-sweep serve --port 4599 --speed 60        an hour takes a minute
  aws servicecatalog search-provisioned-products --profile shop-prod`;

/** `catalog-sweep serve`: the simulated organisation alone, on the wall clock, for the AWS CLI or any SDK. */
export function serveCommand(terminal: Terminal): Command {
  const command = new Command('serve')
    .description('serve the simulated organisation to the AWS CLI or any SDK')
    .option('--port <port>', 'the port on this machine; 0 takes any that is free', portNumber, 4599)
    .option('--speed <factor>', 'how much faster than real its time goes: 60 makes an hour a minute', positive, 1);
  return withOrganisationOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: ServeOptions) => {
      const organisation = organisationOf(options, terminal.directory);
      const stateDirectory = resolve(terminal.directory, options.stateDir);
      if (options.reset) SimulatedOrganisation.reset(stateDirectory);
      await serve(organisation, { stateDirectory, options, terminal });
    });
}

async function serve(
  organisation: Organisation,
  {
    stateDirectory,
    options,
    terminal,
  }: { readonly stateDirectory: string; readonly options: ServeOptions; readonly terminal: Terminal },
): Promise<void> {
  const clock = new WallClock({ speed: options.speed, start: Date.parse(organisation.now) });
  const simulated = await openOrganisation(
    { organisation, stateDirectory },
    { clock, configuration: sweepConfigurationOf(organisation), roles: () => [ADMINISTRATOR] },
  );
  if (simulated.lastTime !== undefined) clock.catchUp(simulated.lastTime);
  try {
    const { endpoint } = await listen(simulated, options.port);
    terminal.out(instructions({ organisation, simulated, endpoint, stateDirectory }));
    await terminal.interrupted();
  } finally {
    await simulated.close();
  }
}

async function listen(simulated: SimulatedOrganisation, port: number): Promise<{ readonly endpoint: string }> {
  try {
    return await simulated.listen(port);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EADDRINUSE') throw error;
    throw new UsageError([`port ${port} is in use: name another with --port, or 0 for any that is free`]);
  }
}

/** Profiles for every account, and what to type to use them. */
function instructions({
  organisation,
  simulated,
  endpoint,
  stateDirectory,
}: {
  readonly organisation: Organisation;
  readonly simulated: SimulatedOrganisation;
  readonly endpoint: string;
  readonly stateDirectory: string;
}): string {
  const { region, account: hub } = organisation.hub;
  const configFile = join(stateDirectory, 'aws-config');
  const credentialsFile = join(stateDirectory, 'aws-credentials');
  const administrators = organisation.accounts.map(({ id, name }) => ({
    name,
    ...simulated.credentialsFor({ account: id, roleName: ADMINISTRATOR.name }),
  }));
  const hubId = organisation.accounts.find(({ name }) => name === hub)?.id ?? '';
  const sweeper = simulated.credentialsFor({ account: hubId, roleName: LOCAL_SWEEP_ROLE_NAME });
  const keys = [...administrators, { name: SWEEP_PROFILE, ...sweeper }];
  const profiles = keys.map(({ name }) => `[profile ${name}]\nregion = ${region}\nendpoint_url = ${endpoint}\n`);
  const secrets = keys.map(
    ({ name, accessKeyId, secretAccessKey, sessionToken }) =>
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\naws_session_token = ${sessionToken}\n`,
  );
  writeFileSync(configFile, profiles.join('\n'));
  writeFileSync(credentialsFile, secrets.join('\n'), { mode: 0o600 });
  const own = keys.find(({ name }) => name === hub);
  return `The organisation ${organisation.organisation.name} is served at ${endpoint}; Ctrl-C ends it. As the hub's administrator:

export AWS_ENDPOINT_URL=${endpoint}
export AWS_REGION=${region}
export AWS_ACCESS_KEY_ID=${own?.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${own?.secretAccessKey}
export AWS_SESSION_TOKEN=${own?.sessionToken}

Or by a profile for each account, such as --profile ${hub}:

export AWS_CONFIG_FILE=${configFile}
export AWS_SHARED_CREDENTIALS_FILE=${credentialsFile}

A sweep of it, from another terminal with these two:

AWS_PROFILE=${SWEEP_PROFILE} catalog-sweep sweep --on local --log-bucket ${organisation.hub.logBucket} --work-bucket ${organisation.hub.workBucket} \\
  --hub-region ${region} ${organisation.regions.map((name) => `--region ${name}`).join(' ')}`;
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('A port is at most 65535.');
  return port;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It takes a number above 0.');
  return value;
}
