import { UsageError, type DoctorSummary, type Finding } from '@catalog-sweep/core';
import { run } from '@catalog-sweep/cli';
import { describe, expect, it, test } from '@jest/globals';
import { DetachedError, SweepFailedError } from '../../packages/cli/src/sweep-place.ts';
import { RecordedTerminal } from './a-terminal.ts';
import { ToldPlace } from './a-told-place.ts';

const FINDING: Finding = {
  code: 'LOCAL_PRINCIPALS_MISSING',
  account: '500000000011',
  region: 'eu-west-1',
  what: 'the role CatalogSweepUpdate may not use the portfolio Databases',
  fix: 'Run catalog-sweep doctor --fix.',
  safeToFix: true,
  mended: false,
};
const NEEDS_A_PERSON: Finding = {
  ...FINDING,
  code: 'ROLE_NOT_ASSUMABLE',
  region: null,
  what: 'no role',
  fix: 'Add the account to the StackSet.',
  safeToFix: false,
};

function examined(findings: readonly Finding[], parts: Partial<DoctorSummary> = {}): DoctorSummary {
  return {
    sweepId: '20261126T220000Z-1a2b3c4d',
    status: 'COMPLETED',
    reason: null,
    startedAt: '2026-11-26 22:00:00.000',
    finishedAt: '2026-11-26 22:05:00.000',
    targets: { planned: 2, examined: 2 },
    findings: [...findings],
    optIn: { spoke: 3, shared: 2, hub: 0 },
    notes: ['the schedule ran last on 2026-11-19'],
    log: { location: 's3://logs/ServiceCatalogLogs/doctor/', entries: findings.length },
    ...parts,
  };
}

async function doctor(args: readonly string[], examine: () => Promise<DoctorSummary>) {
  const terminal = new RecordedTerminal();
  const place = new ToldPlace({ examine });
  const exitCode = await run(['doctor', ...args], terminal, place.open);
  return { exitCode, output: terminal.output, errors: terminal.errors, place };
}

const finds =
  (...findings: readonly Finding[]) =>
  () =>
    Promise.resolve(examined(findings));

describe('catalog-sweep doctor', () => {
  test.each([
    { name: 'nothing is wrong', findings: [], exitCode: 0, says: 'nothing is wrong' },
    { name: 'something is wrong', findings: [FINDING, NEEDS_A_PERSON], exitCode: 1, says: '2 findings; --fix mends 1' },
    {
      name: 'a part was mended',
      findings: [{ ...FINDING, mended: true }, NEEDS_A_PERSON],
      exitCode: 1,
      says: '1 mended, 1 finding',
    },
    {
      name: 'all was mended',
      findings: [{ ...FINDING, mended: true }],
      exitCode: 0,
      says: '1 mended, nothing is wrong',
    },
  ])('exits with $exitCode when $name', async ({ findings, exitCode, says }) => {
    const told = await doctor([], finds(...findings));

    expect(told.exitCode).toBe(exitCode);
    expect(told.output).toContain(says);
  });

  it('tells for each finding what it is and what to do, and what else is worth knowing', async () => {
    const { output } = await doctor([], finds(FINDING, NEEDS_A_PERSON));

    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      'LOCAL_PRINCIPALS_MISSING eu-west-1: the role CatalogSweepUpdate may not use the portfolio Databases Run catalog-sweep doctor --fix.',
    );
    expect(output).toContain('optIn spoke 3, shared 2, hub 0');
    expect(output).toContain('the schedule ran last on 2026-11-19');
    expect(output).toContain('Log: 2 lines in /state/buckets/logs/ServiceCatalogLogs/doctor/');
  });

  it('prints one document with --json', async () => {
    const { output } = await doctor(['--json'], finds(FINDING));

    expect(JSON.parse(output)).toEqual({
      ...examined([FINDING]),
      log: { location: '/state/buckets/logs/ServiceCatalogLogs/doctor/', entries: 1 },
    });
  });

  it('asks to look alone, and to mend with --fix, where it is narrowed to', async () => {
    const [looks, mends] = [
      await doctor([], finds()),
      await doctor(['--fix', '--account', '500000000011', '--region', 'eu-west-1', '--ou', 'Workloads'], finds()),
    ];

    expect(looks.place.request).toMatchObject({ mode: 'doctor', fix: false });
    expect(mends.place.request).toMatchObject({
      mode: 'doctor',
      fix: true,
      accounts: ['500000000011'],
      regions: ['eu-west-1'],
      organizationalUnits: ['Workloads'],
    });
  });

  test.each([
    {
      name: 'the run failed',
      ends: () => Promise.resolve(examined([], { status: 'FAILED', reason: 'out of memory' })),
      exitCode: 3,
      says: 'FAILED: out of memory',
    },
    {
      name: 'it left nothing',
      ends: () => Promise.reject(new SweepFailedError('no summary')),
      exitCode: 3,
      says: 'no summary',
    },
    {
      name: 'the plan refuses it',
      ends: () => Promise.reject(new UsageError(['no account 1', 'no OU 2'])),
      exitCode: 2,
      says: 'error: no account 1\nerror: no OU 2',
    },
    {
      name: 'the waiting was ended',
      ends: () => Promise.reject(new DetachedError('it goes on in the hub')),
      exitCode: 130,
      says: 'it goes on in the hub',
    },
  ])('exits with $exitCode when $name', async ({ ends, exitCode, says }) => {
    const told = await doctor([], ends);

    expect(told.exitCode).toBe(exitCode);
    expect(`${told.output}${told.errors}`).toContain(says);
  });

  it('refuses what belongs to another place', async () => {
    const { exitCode, errors } = await doctor(['--on', 'hub', '--state-dir', '/tmp/x'], finds());

    expect(exitCode).toBe(2);
    expect(errors).toContain('error: --state-dir is for --on simulated');
  });
});
