import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import {
  createRole,
  SimulatedClock,
  SimulatedOrganisation,
  type Credentials,
  type Founding,
  type OrganisationSettings,
  type RoleDefinition,
} from '@catalog-sweep/simulated-org';

export const MANAGEMENT = '111111111111';
export const HUB = '222222222222';
export const SPOKE = '333333333333';
export const SUSPENDED = '444444444444';
export const REGION = 'eu-west-1';
/** A bucket of the hub. */
export const DATA = { name: 'data', account: HUB, region: REGION };
export const START = Date.parse('2026-03-01T00:00:00Z');

/** A policy that allows actions on everything. */
export function allow(...actions: readonly string[]): { name: string; document: unknown } {
  return { name: 'allow', document: policyOf({ Effect: 'Allow', Action: [...actions], Resource: '*' }) };
}

export function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** A trust policy with one statement that lets a principal assume the role. */
export function trust(principal: string, condition: object = {}): object {
  return policyOf({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', Condition: condition });
}

/** A role that may do everything, unless told otherwise, and that its own account may assume. */
export function roleNamed(name: string, parts: Partial<RoleDefinition> = {}): RoleDefinition {
  return { path: '/', name, trustPolicy: trust('*'), policies: [allow('*')], ...parts };
}

export function roleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** An organisation of four accounts in an OU below the root; `Admin` in each of them may do everything. */
export function foundSmall(founding: Founding): void {
  const { store } = founding;
  store.put('organizations.organization', 'organization', {
    id: 'o-example0001',
    name: 'example',
    managementAccount: MANAGEMENT,
    rootId: 'r-ex01',
    trustedServices: [],
    delegations: [{ account: HUB, servicePrincipal: 'servicecatalog.amazonaws.com', enabledAt: START }],
  });
  store.put('organizations.units', 'ou-ex01-work0001', { id: 'ou-ex01-work0001', name: 'Work', parentId: 'r-ex01' });
  for (const id of [MANAGEMENT, HUB, SPOKE, SUSPENDED]) {
    putAccount(founding, { id, parentId: id === MANAGEMENT ? 'r-ex01' : 'ou-ex01-work0001' });
    putRole(founding, id, roleNamed('Admin'));
  }
}

export function putAccount(
  { store }: Founding,
  { id, parentId = 'r-ex01' }: { readonly id: string; readonly parentId?: string },
): void {
  store.put('organizations.accounts', id, {
    id,
    name: `account ${id}`,
    email: `${id}@example.com`,
    state: id === SUSPENDED ? 'SUSPENDED' : 'ACTIVE',
    parentId,
    joinedAt: START,
    enabledRegions: id === SPOKE ? [REGION, 'us-east-1'] : null,
  });
}

export function putRole({ store, hash }: Founding, account: string, role: RoleDefinition, now = START): void {
  createRole({ store, hash, now }, account, role);
}

/** Opens organisations, and at the end closes them and removes their folders. */
export class Organisations {
  readonly #closing: (() => Promise<void> | void)[] = [];

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'platform-'));
    this.#closing.push(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'state');
  }

  /** An organisation that listens, with what is needed to talk to it. */
  async open(settings: Partial<OrganisationSettings> = {}): Promise<OpenOrganisation> {
    const clock = new SimulatedClock(START);
    const stateDirectory = settings.stateDirectory ?? this.folder();
    const organisation = await SimulatedOrganisation.open({
      clock,
      seed: 'test',
      identity: 'test',
      found: foundSmall,
      ...settings,
      stateDirectory,
    });
    this.#closing.push(() => organisation.close());
    const { endpoint } = await organisation.listen();
    return new OpenOrganisation({ organisation, endpoint, clock, stateDirectory });
  }

  /** Closes the servers before the folders go. */
  async closeAll(): Promise<void> {
    for (const close of this.#closing.splice(0).toReversed()) await close();
  }
}

interface Opened {
  readonly organisation: SimulatedOrganisation;
  readonly endpoint: string;
  readonly clock: SimulatedClock;
  readonly stateDirectory: string;
}

/** Who signs: a role of an account, or given keys. */
export type Signer = { readonly account: string; readonly role?: string } | Credentials;

/** Clients of the real SDK for an organisation. */
export class OpenOrganisation implements Opened {
  readonly organisation: SimulatedOrganisation;
  readonly endpoint: string;
  readonly clock: SimulatedClock;
  readonly stateDirectory: string;

  constructor({ organisation, endpoint, clock, stateDirectory }: Opened) {
    this.organisation = organisation;
    this.endpoint = endpoint;
    this.clock = clock;
    this.stateDirectory = stateDirectory;
  }

  sts(signer: Signer = { account: HUB }, region = REGION): STSClient {
    return new STSClient(this.settings(signer, region));
  }

  organizations(signer: Signer = { account: MANAGEMENT }, region = 'us-east-1'): OrganizationsClient {
    return new OrganizationsClient(this.settings(signer, region));
  }

  s3(signer: Signer = { account: HUB }, region = REGION): S3Client {
    return new S3Client({ ...this.settings(signer, region), forcePathStyle: true });
  }

  settings(signer: Signer, region: string): ClientSettings {
    const credentials =
      'account' in signer
        ? this.organisation.credentialsFor({ account: signer.account, roleName: signer.role ?? 'Admin' })
        : signer;
    return { endpoint: this.endpoint, region, credentials, maxAttempts: 1 };
  }
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
}
