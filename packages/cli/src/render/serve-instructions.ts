import { quoted } from '../given-options.ts';

/** The keys of a role in the served organisation, under the name of a profile. */
export interface ProfileKeys {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** An organisation that is being served, as far as somebody has to know it to use it. */
export interface Served {
  readonly name: string;
  readonly endpoint: string;
  readonly hubRegion: string;
  readonly regions: readonly string[];
  readonly logBucket: string;
  readonly workBucket: string;
  /** The hub's administrator. */
  readonly hub: ProfileKeys;
  /** Who may sweep from a person's machine, and no more. */
  readonly sweeper: ProfileKeys;
  /** Who may use the deployed hub, and no more. */
  readonly operator: ProfileKeys;
  /** The id of an account that can be swept. */
  readonly spoke: string;
  readonly configFile: string;
  readonly credentialsFile: string;
}

/** The name of an account's profile: its own, unless it has characters that not every SDK takes in a profile's name; then its id. */
export function profileOf({ name, id }: { readonly name: string; readonly id: string }): string {
  return /^[\w.-]+$/.test(name) ? name : id;
}

/** What AWS_CONFIG_FILE names. */
export function awsConfigFile(
  keys: readonly ProfileKeys[],
  { hubRegion, endpoint }: Pick<Served, 'hubRegion' | 'endpoint'>,
): string {
  return keys
    .map(({ profile }) => `[profile ${profile}]\nregion = ${hubRegion}\nendpoint_url = ${endpoint}\n`)
    .join('\n');
}

/** What AWS_SHARED_CREDENTIALS_FILE names. */
export function awsCredentialsFile(keys: readonly ProfileKeys[]): string {
  return keys
    .map(
      ({ profile, accessKeyId, secretAccessKey, sessionToken }) =>
        `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\naws_session_token = ${sessionToken}\n`,
    )
    .join('\n');
}

/** What to type to use the organisation. Some SDKs read AWS_REGION, others AWS_DEFAULT_REGION. */
export function serveInstructions(served: Served, program: string): string {
  const { name, endpoint, hubRegion, regions, logBucket, workBucket, hub, sweeper, operator, spoke } = served;
  const asOperator = `AWS_PROFILE=${operator.profile} ${program}`;
  const exports = (variables: Readonly<Record<string, string>>) =>
    Object.entries(variables)
      .map(([variable, value]) => `export ${variable}=${quoted(value)}`)
      .join('\n');
  return `The organisation ${name} is served at ${endpoint}; Ctrl-C ends it.
As the hub's administrator:

${exports({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: hubRegion,
  AWS_DEFAULT_REGION: hubRegion,
  AWS_ACCESS_KEY_ID: hub.accessKeyId,
  AWS_SECRET_ACCESS_KEY: hub.secretAccessKey,
  AWS_SESSION_TOKEN: hub.sessionToken,
})}

Or by a profile for each account's administrator, such as --profile ${hub.profile}:

${exports({ AWS_CONFIG_FILE: served.configFile, AWS_SHARED_CREDENTIALS_FILE: served.credentialsFile })}

A sweep of it from this machine, in another terminal with these two:

AWS_PROFILE=${sweeper.profile} ${program} sweep --on local \\
  --log-bucket ${logBucket} --work-bucket ${workBucket} --hub-region ${hubRegion} \\
  ${regions.map((region) => `--region ${region}`).join(' ')}

Or by the hub that is deployed in it; <sweep> is the id that the first of these prints:

${asOperator} sweep --on hub --account ${spoke} --mode update --wait
${asOperator} status <sweep>
${asOperator} stop <sweep>
${asOperator} retry <sweep>
${asOperator} explain <provisioned product> --on hub`;
}
