import { SFNClient } from '@aws-sdk/client-sfn';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  HUB_FACTS_PARAMETER,
  HubFacts,
  openConnections,
  UsageError,
  type Clock,
  type ObjectStore,
} from '@catalog-sweep/core';
import { wallClock } from '@catalog-sweep/hub/runtime';

/*
 * What the command line asks AWS for, with the rights of the policy CatalogSweepOperator: sts:GetCallerIdentity (which needs none), ssm:GetParameter of one
 * parameter; states: StartExecution, ListExecutions, DescribeExecution, StopExecution, ListMapRuns, DescribeMapRun; and S3: what a sweep has in the work
 * bucket, the stop mark, and the logs.
 */

/** A deployed hub, with the credentials and endpoints of the environment. */
export interface HubConnection {
  readonly facts: HubFacts;
  readonly states: SFNClient;
  readonly work: ObjectStore;
  readonly logs: ObjectStore;
  readonly clock: Clock;
  close(): void;
}

/**
 * Finds the hub by its parameter. Throws UsageError, with what to do, for credentials that are missing or refused, for a Region without a hub, and for a
 * hub of another version.
 */
export async function connectToHub(given: string | undefined, clock: Clock = wallClock()): Promise<HubConnection> {
  const region = await regionOf(given);
  const facts = factsIn(await readParameter(region), region);
  const connections = openConnections({ clock, hubRegion: region, partition: facts.hub.partition });
  const forEver = { deadline: Number.MAX_SAFE_INTEGER, sessionName: 'catalog-sweep' };
  const states = new SFNClient({ region });
  states.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          throw refused(error, commandName);
        }
      },
    { step: 'initialize', name: 'catalogSweepRefused' },
  );
  return {
    facts,
    states,
    work: connections.bucket(facts.workBucket, forEver),
    logs: connections.bucket(facts.logBucket, forEver),
    clock,
    close() {
      states.destroy();
      connections.close();
    },
  };
}

/** What the policy of operators would allow is said as such; other errors are theirs who asked. */
function refused(error: unknown, commandName = ''): unknown {
  if (!(error instanceof Error) || error.name !== 'AccessDeniedException') return error;
  const action = `states:${commandName.replace(/Command$/, '')}`;
  return new UsageError([
    `these credentials may not use ${action}: attach the policy CatalogSweepOperator to them (${error.message})`,
  ]);
}

/** The Region that was given, or the one that AWS's own tools would take. */
async function regionOf(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  // Some tools read the one variable, some the other.
  const { AWS_DEFAULT_REGION: fallback } = process.env;
  const ssm = new SSMClient({});
  try {
    return await ssm.config.region();
  } catch {
    if (fallback !== undefined) return fallback;
    throw new UsageError(["--hub-region or AWS_REGION is needed: the hub's Region"]);
  } finally {
    ssm.destroy();
  }
}

async function readParameter(region: string): Promise<string> {
  const ssm = new SSMClient({ region });
  try {
    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: HUB_FACTS_PARAMETER }));
    return parameter?.Value ?? '';
  } catch (error) {
    throw new UsageError([await whyNot(error, region)]);
  } finally {
    ssm.destroy();
  }
}

async function whyNot(error: unknown, region: string): Promise<string> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'CredentialsProviderError') {
    return `no AWS credentials were found: set AWS_PROFILE, or sign in with aws sso login (${message})`;
  }
  const account = await accountOf(region);
  if (account === undefined) {
    return `AWS does not take these credentials in ${region}: ${name}: ${message}; sign in again, and look at AWS_ENDPOINT_URL if it is set`;
  }
  if (error instanceof ParameterNotFound) {
    return `no hub in account ${account}, Region ${region}: name its Region with --hub-region, take credentials of its account, or deploy it first (docs/deploy.md)`;
  }
  if (name === 'AccessDeniedException') {
    return `these credentials of account ${account} may not look for a hub in ${region}: name the hub's Region with --hub-region, or attach the policy CatalogSweepOperator to them (${message})`;
  }
  return `the hub in account ${account}, Region ${region}, cannot be found: ${name}: ${message}`;
}

/** Undefined when even this, which everybody may ask, is refused. */
async function accountOf(region: string): Promise<string | undefined> {
  const sts = new STSClient({ region });
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account;
  } catch {
    return undefined;
  } finally {
    sts.destroy();
  }
}

function factsIn(text: string, region: string): HubFacts {
  const { success, data } = HubFacts.safeParse(parsed(text));
  if (success) return data;
  const { version = 'unknown' } = (parsed(text) ?? {}) as { readonly version?: unknown };
  throw new UsageError([
    `the hub in ${region} is catalog-sweep ${String(version)}, which this one does not understand: use that version, or deploy the hub with this one`,
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
