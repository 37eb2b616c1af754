import { spokeRoles } from '@catalog-sweep/spoke-role';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { roleKey } from '../../packages/simulated-org/src/iam/roles.ts';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import { doctorTwice, lastOfPlan, sweepBesideAnother } from './a-busy-organization.ts';
import { told, type Examined } from './a-doctor.ts';
import { outcomesOf, type Swept } from './a-journey.ts';
import { HUB } from './an-organization.ts';

const roles = spokeRoles({
  partition: 'aws',
  hubAccount: HUB,
  organizationId: 'o-journey0001',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
});

let last: string;
let complete: Swept;
let healed: readonly [Examined, Examined];
beforeAll(async () => {
  last = await lastOfPlan();
  complete = await sweepBesideAnother(last);
  healed = await doctorTwice();
});

describe('the roles in the spokes', () => {
  const granted = roles.flatMap(({ name: role, policies }) => {
    const actions = policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action));
    return [...new Set(actions)].map((action) => ({ role, action }));
  });

  it('let a sweep do all that it has to', () => {
    const outcomes = outcomesOf(complete.entries);

    expect(outcomes).toEqual({
      broken: 'UPDATE_FAILED',
      own: 'UPDATED',
      queue: 'UPDATED',
      'queue-two': 'UPDATED',
      unwanted: 'NOT_OPTED_IN',
      [last]: 'UP_TO_DATE',
    });
  });

  it('let a doctor mend what it finds', () => {
    const [mended, after] = healed;

    expect(mended.summary.findings.filter((finding) => finding.mended).map(({ code }) => code)).toEqual([
      'PRINCIPALS_MISSING',
      'PRINCIPALS_NOT_SHARED',
      'TAG_OPTION_MISSING',
      'LOCAL_PRINCIPALS_MISSING',
    ]);
    expect(told(after).filter((line) => !line.startsWith('REGION_NOT_ENABLED'))).toEqual([
      'CATALOGUE_NOT_READABLE 222222222222 eu-central-2',
      'ROLE_MISSING 500000000005 -',
    ]);
  });

  test.each(granted)('$role without $action: a sweep or a doctor comes out otherwise', async ({ role, action }) => {
    const prepare = (place: SimulatedPlace) => take(action, role, place);

    const swept = await sweepBesideAnother(last, { prepare });
    const isSameSweep = isSame(logsOf(swept), logsOf(complete));
    const isSameDoctor = isSameSweep && isSame(findingsOf(await doctorTwice({ prepare })), findingsOf(healed));

    expect(isSameDoctor).toBe(false);
    expect(swept.summary.reconciled).toBe(true);
  });
});

function logsOf({ entries, targets }: Swept): unknown {
  return { entries, targets };
}

function findingsOf(examined: readonly Examined[]): unknown {
  return examined.map(({ summary: { findings, optIn, notes } }) => ({ findings, optIn, notes }));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Takes an action away from a role, wherever there is one of that name. */
function take(action: string, roleName: string, { simulated: { store } }: SimulatedPlace): void {
  const held = [...store.all('iam.roles')].filter(({ name }) => name === roleName);
  for (const role of held) {
    const policies = role.policies.map((policy) => ({
      ...policy,
      Statement: policy.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((one) => one !== action),
      })),
    }));
    store.put('iam.roles', roleKey(role.account, role.name), { ...role, policies });
  }
}
