import type { ExaminedFinding } from '../contract/findings.ts';
import { ORGANIZATION_SERVICES } from '../contract/stack-set.ts';
import { finding } from './finding.ts';

/** What the hub is in its organisation. */
export interface HubStanding {
  readonly account: string;
  readonly managementAccount: string;
  /** The service principals for which the hub is a delegated administrator; a management account is none. */
  readonly registrations: readonly string[];
  /** The service principals with trusted access; not known of a hub that is not in charge. */
  readonly trusted: readonly string[];
}

type Service = (typeof ORGANIZATION_SERVICES)[keyof typeof ORGANIZATION_SERVICES];

/** What each service is for, and how it gets its trusted access: CloudFormation and Service Catalog have commands of their own. */
const SERVICES: Readonly<Record<Service, { readonly name: string; readonly need: string; readonly enable: string }>> = {
  [ORGANIZATION_SERVICES.stackSets]: {
    name: 'CloudFormation StackSets',
    need: 'without it no account that joins gets its roles',
    enable: 'aws cloudformation activate-organizations-access',
  },
  [ORGANIZATION_SERVICES.serviceCatalog]: {
    name: 'Service Catalog',
    need: 'without it portfolios cannot be shared with the organisation',
    enable: 'aws servicecatalog enable-aws-organizations-access',
  },
  [ORGANIZATION_SERVICES.accountManagement]: {
    name: 'Account Management',
    need: 'without it the hub cannot tell a Region that is not enabled from a refusal',
    enable: `aws organizations enable-aws-service-access --service-principal ${ORGANIZATION_SERVICES.accountManagement}`,
  },
};

/**
 * Whether the hub is in charge: it is the management account, or a delegated administrator for all three services, and these have trusted access. An
 * account that is neither sees nothing of the organisation, so nothing more is said of it.
 */
export function standingFindings(standing: HubStanding): readonly ExaminedFinding[] {
  const { account, managementAccount, registrations, trusted } = standing;
  const isManagement = account === managementAccount;
  if (!isManagement && registrations.length === 0) {
    return [
      finding({
        code: 'HUB_NOT_IN_CHARGE',
        account,
        region: null,
        what: `account ${account} is neither the management account (${managementAccount}) nor a delegated administrator, so it does not see the organisation`,
        fix: `in account ${managementAccount}: ${Object.keys(SERVICES)
          .map((service) => register(account, service))
          .join(' && ')}`,
      }),
    ];
  }
  const services = Object.entries(SERVICES);
  const untrusted = services.filter(([service]) => !trusted.includes(service));
  const unregistered = isManagement ? [] : services.filter(([service]) => !registrations.includes(service));
  return [
    ...untrusted.map(([service, { name, need, enable }]) =>
      finding({
        code: 'TRUSTED_ACCESS_OFF',
        account,
        region: null,
        what: `${name} (${service}) has no trusted access to the organisation: ${need}`,
        fix: `in account ${managementAccount}: ${enable}`,
      }),
    ),
    ...unregistered.map(([service, { name, need }]) =>
      finding({
        code: 'REGISTRATION_MISSING',
        account,
        region: null,
        what: `the hub is not registered as delegated administrator for ${name} (${service}): ${need}`,
        fix: `in account ${managementAccount}: ${register(account, service)}`,
      }),
    ),
  ];
}

function register(account: string, service: string): string {
  return `aws organizations register-delegated-administrator --account-id ${account} --service-principal ${service}`;
}

/** As what the hub asks for the StackSets of the organisation; undefined when it is nobody who may. */
export function callerOfStackSets({
  account,
  managementAccount,
  registrations,
}: HubStanding): 'SELF' | 'DELEGATED_ADMIN' | undefined {
  if (account === managementAccount) return 'SELF';
  return registrations.includes(ORGANIZATION_SERVICES.stackSets) ? 'DELEGATED_ADMIN' : undefined;
}
