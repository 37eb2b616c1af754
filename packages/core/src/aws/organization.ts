import {
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { inParallel, type Clock } from '../clock.ts';
import type { AwsGateway } from './gateway.ts';
import { allPages } from './pages.ts';

/** Organizations publishes no rates, but throttles early; a walk over 1,000 OUs is read once per sweep and may take its time. */
const PARENTS_AT_ONCE = 4;

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  readonly state: string;
  /** The root and the OUs above the account, from the root down. */
  readonly parents: readonly OrganizationalUnit[];
}

/** An OU, or the root. */
export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** Names of the OUs from below the root down to this one, joined by `/`; of the root its own name. */
  readonly path: string;
}

export interface Organization {
  readonly accounts: readonly OrganizationAccount[];
  readonly units: readonly OrganizationalUnit[];
}

interface Place {
  readonly unit: OrganizationalUnit;
  /** The unit itself with those above it. */
  readonly parents: readonly OrganizationalUnit[];
}

/**
 * All accounts of the organisation with the OUs above them, in the order of their ids. Walks the tree: whether ListAccounts always says where
 * an account is, is not documented. `State` alone says whether an account is active; `Status` is retired since September 2026.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export async function readOrganization(aws: AwsGateway, clock: Clock): Promise<Organization> {
  const organizations = aws.hub(OrganizationsClient);
  const roots = await allPages(async (token) => {
    const { Roots, NextToken } = await organizations.send(new ListRootsCommand({ NextToken: token }));
    return { items: Roots, next: NextToken };
  });
  const accounts: OrganizationAccount[] = [];
  const units: OrganizationalUnit[] = [];
  let level: Place[] = roots.map(({ Id = '', Name = '' }) => {
    const unit = { id: Id, name: Name, path: Name };
    return { unit, parents: [unit] };
  });
  while (level.length > 0) {
    const found = await inParallel({ clock, items: level, limit: PARENTS_AT_ONCE }, (place) =>
      readPlace(organizations, place),
    );
    units.push(...level.map(({ unit }) => unit));
    accounts.push(...found.flatMap((place) => place.accounts));
    level = found.flatMap((place) => place.below);
  }
  return { accounts: accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)), units };
}

async function readPlace(organizations: OrganizationsClient, { unit, parents }: Place) {
  const accounts = await allPages(async (token) => {
    const command = new ListAccountsForParentCommand({ ParentId: unit.id, NextToken: token });
    const { Accounts, NextToken } = await organizations.send(command);
    return { items: Accounts, next: NextToken };
  });
  const below = await allPages(async (token) => {
    const command = new ListOrganizationalUnitsForParentCommand({ ParentId: unit.id, NextToken: token });
    const { OrganizationalUnits, NextToken } = await organizations.send(command);
    return { items: OrganizationalUnits, next: NextToken };
  });
  const isRoot = parents.length === 1;
  return {
    accounts: accounts.map(({ Id = '', Name = '', State = '' }) => ({ id: Id, name: Name, state: State, parents })),
    below: below.map(({ Id = '', Name = '' }): Place => {
      const child = { id: Id, name: Name, path: isRoot ? Name : `${unit.path}/${Name}` };
      return { unit: child, parents: [...parents, child] };
    }),
  };
}

/** Who and where the hub is. */
export async function readHub(aws: AwsGateway) {
  const { Account: account = '', Arn: arn = '' } = await aws.hub(STSClient).send(new GetCallerIdentityCommand({}));
  const { Organization: organization } = await aws.hub(OrganizationsClient).send(new DescribeOrganizationCommand({}));
  return { account, partition: arn.split(':')[1] ?? 'aws', organizationId: organization?.Id ?? '' };
}

/** The account that the organisation belongs to. */
export async function readManagementAccount(aws: AwsGateway): Promise<string> {
  const { Organization: organization } = await aws.hub(OrganizationsClient).send(new DescribeOrganizationCommand({}));
  return organization?.MasterAccountId ?? '';
}
