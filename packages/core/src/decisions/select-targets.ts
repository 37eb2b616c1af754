import type { Organization, OrganizationAccount, OrganizationalUnit } from '../aws/organization.ts';
import { REST_WAVE, type SweepConfiguration, type SweepRequest } from '../contract/configuration.ts';
import type { Target } from '../contract/payloads.ts';
import { UsageError } from '../errors.ts';
import { suggest } from './suggestions.ts';

/** Some targets, which are swept together. */
export interface Wave {
  readonly name: string;
  readonly targets: readonly Target[];
}

/** The wave of all targets when no waves are configured. */
const ALL = 'all';

/**
 * The targets of a sweep by wave: the configured accounts and Regions, narrowed by the request. The hub's own account and the management account
 * are ordinary spokes. Accounts that are not active are targets too, so that the report tells of them.
 *
 * Throws UsageError, with all problems at once, when something is named that does not exist or lies outside of what is configured. Only account
 * ids of the configuration may be unknown: an account that left the organisation needs neither to be swept nor to be excluded.
 */
export function selectTargets({
  organization,
  configuration,
  request,
}: {
  readonly organization: Organization;
  readonly configuration: SweepConfiguration;
  readonly request: SweepRequest;
}): readonly Wave[] {
  const problems: string[] = [];
  const find = unitFinder(organization.units, problems);
  const configured = configuredAccounts(organization, configuration, find);
  const accounts = narrowedAccounts({ organization, configured, request, find, problems });
  const regions = narrowedRegions(configuration.targets.regions, request.regions, problems);
  const waves = wavesOf(accounts, configuration, find);
  if (problems.length === 0 && accounts.length === 0) problems.push('no account is left: nothing to sweep');
  if (problems.length > 0) throw new UsageError(problems);
  const selected = waves.map(({ name, accounts: members }) => ({
    name,
    targets: members
      .flatMap((account) => regions.map((region) => targetOf(account, region)))
      .filter((target) => isRetried(target, request)),
  }));
  const left = selected.filter(({ targets }) => targets.length > 0);
  if (left.length === 0) throw new UsageError(['no target that is retried is among the configured ones any more']);
  return left;
}

/** Without a retry every target is meant. Targets that are configured no more are not swept, whatever was left undone in them. */
function isRetried({ account, region }: Target, { retry }: SweepRequest): boolean {
  return retry?.targets.some((target) => target.account === account && target.region === region) ?? true;
}

type FindUnit = (text: string, where: string) => OrganizationalUnit | undefined;

/** Finds OUs by id, by path, or by a name that only one of them has, and notes what cannot be found. */
function unitFinder(units: readonly OrganizationalUnit[], problems: string[]): FindUnit {
  return (text, where) => {
    const exact = units.find(({ id, path }) => id === text || path === text);
    const named = units.filter(({ name }) => name === text);
    if (exact !== undefined || named.length === 1) return exact ?? named[0];
    problems.push(
      named.length === 0
        ? `${where}: no organizational unit ${text}${suggest(
            text,
            units.flatMap(({ id, path, name }) => [id, path, name]),
          )}`
        : `${where}: several organizational units are named ${text}; say which: ${named.map(({ path }) => path).join(', ')}`,
    );
    return undefined;
  };
}

function configuredAccounts(
  { accounts }: Organization,
  { targets }: SweepConfiguration,
  find: FindUnit,
): readonly OrganizationAccount[] {
  const included = selector(targets.include, 'targets.include.organizationalUnits', find);
  const excluded = selector(targets.exclude, 'targets.exclude.organizationalUnits', find);
  const everything = targets.include.accounts.length + targets.include.organizationalUnits.length === 0;
  return accounts.filter((account) => (everything || included(account)) && !excluded(account));
}

/** Tells whether an account is named itself, or lies in a named OU or below it. */
function selector(
  {
    accounts,
    organizationalUnits,
  }: { readonly accounts: readonly string[]; readonly organizationalUnits: readonly string[] },
  where: string,
  find: FindUnit,
): (account: OrganizationAccount) => boolean {
  const ids = new Set(accounts);
  const units = new Set(organizationalUnits.map((text) => find(text, where)?.id));
  return ({ id, parents }) => ids.has(id) || parents.some((parent) => units.has(parent.id));
}

function narrowedAccounts({
  organization,
  configured,
  request,
  find,
  problems,
}: {
  readonly organization: Organization;
  readonly configured: readonly OrganizationAccount[];
  readonly request: SweepRequest;
  readonly find: FindUnit;
  readonly problems: string[];
}): readonly OrganizationAccount[] {
  const { accounts, organizationalUnits } = request;
  if (accounts === undefined && organizationalUnits === undefined) return configured;
  for (const id of accounts ?? []) {
    if (configured.some((account) => account.id === id)) continue;
    problems.push(
      organization.accounts.some((account) => account.id === id)
        ? `account ${id} is not among the configured targets`
        : `no account ${id} in the organisation${suggest(
            id,
            configured.map((account) => account.id),
          )}`,
    );
  }
  const units = (organizationalUnits ?? []).flatMap((text) => find(text, 'the request') ?? []);
  for (const unit of units) {
    if (configured.some((account) => isBelow(account, unit))) continue;
    problems.push(`the organizational unit ${unit.path} has no account among the configured targets`);
  }
  const ids = new Set(accounts);
  return configured.filter((account) => ids.has(account.id) || units.some((unit) => isBelow(account, unit)));
}

/** Whether an account lies in an OU, or in one below it. */
function isBelow({ parents }: OrganizationAccount, { id }: OrganizationalUnit): boolean {
  return parents.some((parent) => parent.id === id);
}

function narrowedRegions(
  configured: readonly string[],
  requested: readonly string[] | undefined,
  problems: string[],
): readonly string[] {
  for (const region of requested ?? []) {
    if (configured.includes(region)) continue;
    problems.push(
      `Region ${region} is not among the configured ones: ${configured.join(', ')}${suggest(region, configured)}`,
    );
  }
  return [...new Set(requested ?? configured)].toSorted();
}

function wavesOf(accounts: readonly OrganizationAccount[], { waves }: SweepConfiguration, find: FindUnit) {
  let left = accounts;
  const taken = waves.map((wave) => {
    const belongs = selector(wave, `waves.${wave.name}.organizationalUnits`, find);
    const members = left.filter(belongs);
    left = left.filter((account) => !belongs(account));
    return { name: wave.name, accounts: members };
  });
  const rest = { name: waves.length === 0 ? ALL : REST_WAVE, accounts: left };
  return [...taken, rest].filter((wave) => wave.accounts.length > 0);
}

function targetOf({ id, name, state, parents }: OrganizationAccount, region: string): Target {
  return {
    account: id,
    accountName: name,
    region,
    organizationalUnit: parents.at(-1)?.path ?? '',
    organizationalUnitIds: parents.map((parent) => parent.id),
    accountState: state,
  };
}
