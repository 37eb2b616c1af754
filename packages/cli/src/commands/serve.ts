import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LOCAL_SWEEP_ROLE_NAME, OPERATOR_NAME, UsageError } from '@catalog-sweep/core';
import { SimulatedOrganisation, WallClock, type Organisation, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { Command, InvalidArgumentError } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { faultInjectorOf, withFaultOptions, type FaultOptions } from '../fault-options.ts';
import {
  organisationOf,
  wholeNumber,
  withOrganisationOptions,
  type OrganisationOptions,
} from '../organisation-options.ts';
import { openDeployedHub, type DeployedHub } from '../places/deployed-hub.ts';
import {
  awsConfigFile,
  awsCredentialsFile,
  profileOf,
  serveInstructions,
  type Served,
} from '../render/serve-instructions.ts';
import type { Terminal } from '../terminal.ts';

interface ServeOptions extends OrganisationOptions, FaultOptions {
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

const PORT_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'is not for this user',
};

/** The profile that may sweep from a person's machine, and the one that may use the deployed hub; neither may do more. */
const SWEEP_PROFILE = 'catalog-sweep';
const OPERATOR_PROFILE = 'catalog-sweep-operator';

const EXAMPLES = `
Examples:
  catalog-sweep serve --port 4599 --speed 60   an hour takes a minute
  catalog-sweep serve --accounts 50 --regions 2 --products 20 --state-dir /tmp/org

It prints what to set for the AWS CLI or an SDK, and then, in another terminal:
  aws servicecatalog search-provisioned-products --profile shop-prod
  AWS_PROFILE=catalog-sweep-operator catalog-sweep sweep --on hub --wait
${exitCodesHelp({ ok: 'it was ended by Ctrl-C', usage: 'wrong usage or configuration, or a port that is in use' })}`;

/** `catalog-sweep serve`: the simulated organisation with a hub that is deployed in it, on the wall clock, for the AWS CLI or any SDK. */
export function serveCommand(terminal: Terminal): Command {
  const command = new Command('serve')
    .description('serve the simulated organisation to the AWS CLI or any SDK')
    .option(
      '--port <port>',
      'the port on this machine; 0 takes any that is free',
      wholeNumber({ from: 0, to: 65_535 }),
      4599,
    )
    .option(
      '--speed <factor>',
      "how much faster than real its time goes: 60 makes an hour a minute, and a function's 15 minutes 15 seconds",
      positive,
      1,
    );
  return withFaultOptions(withOrganisationOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (options: ServeOptions) => {
      const organisation = organisationOf(options, terminal.directory);
      const stateDirectory = resolve(terminal.directory, options.stateDir);
      if (options.reset === true) SimulatedOrganisation.reset(stateDirectory);
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
  const { faults, functionFaults } = faultInjectorOf(options, terminal.directory) ?? {};
  const wrong = faults === undefined ? {} : { faults, functionFaults };
  const hub = await openDeployedHub(
    { organisation, stateDirectory, ...wrong },
    { clock, roles: () => [ADMINISTRATOR] },
  );
  try {
    const { endpoint } = await listen(hub, options.port);
    const served = writeProfiles(organisation, { simulated: hub.simulated, endpoint, stateDirectory });
    terminal.out(serveInstructions(served, terminal.program));
    await terminal.interrupted();
  } finally {
    await hub.close();
  }
}

async function listen(hub: DeployedHub, port: number): Promise<{ readonly endpoint: string }> {
  try {
    return await hub.listen(port);
  } catch (error) {
    const reason = PORT_PROBLEMS[String((error as { readonly code?: unknown }).code)];
    if (reason === undefined) throw error;
    throw new UsageError([`port ${port} ${reason}: name another with --port, or 0 for any that is free`]);
  }
}

/** Writes a profile for each account into the state folder, and says what there is. */
function writeProfiles(
  organisation: Organisation,
  {
    simulated,
    endpoint,
    stateDirectory,
  }: { readonly simulated: SimulatedOrganisation; readonly endpoint: string; readonly stateDirectory: string },
): Served {
  const { hub: hubDescription, accounts, regions } = organisation;
  const { account: hubName, region: hubRegion, logBucket, workBucket } = hubDescription;
  const hubAccount = accounts.find(({ name }) => name === hubName);
  if (hubAccount === undefined) throw new UsageError([`hub.account: no account ${hubName}`]);
  const administratorOf = (account: { readonly id: string; readonly name: string }) => ({
    profile: profileOf(account),
    ...simulated.credentialsFor({ account: account.id, roleName: ADMINISTRATOR.name }),
  });
  const ofHub = (profile: string, roleName: string) => ({
    profile,
    ...simulated.credentialsFor({ account: hubAccount.id, roleName }),
  });
  const hub = administratorOf(hubAccount);
  const sweeper = ofHub(SWEEP_PROFILE, LOCAL_SWEEP_ROLE_NAME);
  const operator = ofHub(OPERATOR_PROFILE, OPERATOR_NAME);
  const keys = [...accounts.map(administratorOf), sweeper, operator];
  const configFile = join(stateDirectory, 'aws-config');
  const credentialsFile = join(stateDirectory, 'aws-credentials');
  writeFileSync(configFile, awsConfigFile(keys, { hubRegion, endpoint }));
  writeFileSync(credentialsFile, awsCredentialsFile(keys), { mode: 0o600 });
  const { name, managementAccount } = organisation.organisation;
  const spoke = accounts.find(
    ({ name: called, state }) => called !== managementAccount && called !== hubName && state === 'ACTIVE',
  );
  return {
    name,
    endpoint,
    hubRegion,
    regions,
    logBucket,
    workBucket,
    hub,
    sweeper,
    operator,
    spoke: (spoke ?? hubAccount).id,
    configFile,
    credentialsFile,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It takes a number above 0.');
  return value;
}
