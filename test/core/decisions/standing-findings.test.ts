import { describe, expect, it } from '@jest/globals';
import { ORGANIZATION_SERVICES } from '@catalog-sweep/core';
import {
  callerOfStackSets,
  standingFindings,
  type HubStanding,
} from '../../../packages/core/src/decisions/standing-findings.ts';

const ALL = Object.values(ORGANIZATION_SERVICES);
const delegated: HubStanding = {
  account: '222222222222',
  managementAccount: '111111111111',
  registrations: ALL,
  trusted: ALL,
};
const management: HubStanding = { ...delegated, account: '111111111111', registrations: [] };

describe('what a hub is in its organisation', () => {
  it.each([
    { name: 'the management account', standing: management, callAs: 'SELF' },
    { name: 'a delegated administrator for all three services', standing: delegated, callAs: 'DELEGATED_ADMIN' },
  ])('is as it should be for $name', ({ standing, callAs }) => {
    expect(standingFindings(standing)).toEqual([]);
    expect(callerOfStackSets(standing)).toBe(callAs);
  });

  it('is nothing for an account that is neither, and nothing more is said of it', () => {
    const standing = { ...delegated, registrations: [], trusted: [] };

    const [found, ...others] = standingFindings(standing);

    expect(others).toEqual([]);
    expect(found?.code).toBe('HUB_NOT_IN_CHARGE');
    for (const service of ALL) {
      expect(found?.fix).toContain(
        `register-delegated-administrator --account-id 222222222222 --service-principal ${service}`,
      );
    }
    expect(callerOfStackSets(standing)).toBeUndefined();
  });

  it.each([
    { service: ORGANIZATION_SERVICES.stackSets, enable: 'aws cloudformation activate-organizations-access' },
    { service: ORGANIZATION_SERVICES.serviceCatalog, enable: 'aws servicecatalog enable-aws-organizations-access' },
    {
      service: ORGANIZATION_SERVICES.accountManagement,
      enable: 'aws organizations enable-aws-service-access --service-principal account.amazonaws.com',
    },
  ])('lacks trusted access for $service, with the command of that service', ({ service, enable }) => {
    const standing = { ...management, trusted: ALL.filter((one) => one !== service) };

    const findings = standingFindings(standing);

    expect(findings).toEqual([
      expect.objectContaining({ code: 'TRUSTED_ACCESS_OFF', fix: `in account 111111111111: ${enable}` }),
    ]);
  });

  it.each(ALL)('lacks the registration for %s', (service) => {
    const standing = { ...delegated, registrations: ALL.filter((one) => one !== service) };

    const findings = standingFindings(standing);

    expect(findings).toEqual([
      expect.objectContaining({ code: 'REGISTRATION_MISSING', what: expect.stringContaining(service) }),
    ]);
  });
});
