import { describe, expect, it } from '@jest/globals';
import type { Examination, ExaminedFinding } from '@catalog-sweep/core';
import { doctorSummary, hubNotExamined } from '../../../packages/core/src/decisions/doctor-summary.ts';
import { finding } from '../../../packages/core/src/decisions/finding.ts';
import { aSweep, SWEEP_START } from '../builders.ts';

const end = { status: 'COMPLETED', reason: null, finishedAt: SWEEP_START + 60_000, location: 's3://logs/key' } as const;

function anExamination(...findings: readonly ExaminedFinding[]): Examination {
  return { findings: [...findings], notes: ['a note'], optIn: { spoke: 1, shared: 2, hub: 3 } };
}

function aFinding(parts: Partial<Parameters<typeof finding>[0]> = {}): ExaminedFinding {
  return finding({ code: 'NO_LAUNCH_PATH', account: '3', region: 'eu-west-1', what: 'what', fix: 'fix', ...parts });
}

const near = { account: '333333333333', region: 'eu-west-1' };
const far = { account: '333333333333', region: 'us-east-1' };

describe('what a doctor tells', () => {
  it('adds the targets up', () => {
    const targets = [
      { target: near, examination: anExamination(), failure: undefined },
      { target: far, examination: anExamination(), failure: undefined },
    ];

    const summary = doctorSummary(aSweep(), { hub: hubNotExamined('2', 'why'), targets }, end);

    expect(summary).toMatchObject({
      targets: { planned: 2, examined: 2 },
      optIn: { spoke: 2, shared: 4, hub: 6 },
      notes: ['a note'],
      log: { location: 's3://logs/key', entries: 1 },
    });
  });

  it('tells what is true of a whole account once', () => {
    const same = aFinding({ code: 'ROLE_NOT_ASSUMABLE', region: null });
    const targets = [
      { target: near, examination: anExamination(same), failure: undefined },
      { target: far, examination: anExamination(same), failure: undefined },
    ];

    const { findings } = doctorSummary(aSweep(), { hub: anExamination(), targets }, end);

    expect(findings.map(({ code }) => code)).toEqual(['ROLE_NOT_ASSUMABLE']);
  });

  it('sorts by account, Region and code, whatever is not Regional first', () => {
    const hub = anExamination(
      aFinding({ account: '2', region: 'us-east-1', code: 'PRINCIPALS_MISSING' }),
      aFinding({ account: '2', region: 'eu-west-1', code: 'PRINCIPALS_NOT_SHARED' }),
      aFinding({ account: '2', region: 'eu-west-1', code: 'PRINCIPALS_MISSING' }),
      aFinding({ account: '2', region: null, code: 'STACK_SET_MISSING' }),
      aFinding({ account: '1', region: null, code: 'STACK_INSTANCE_NOT_CURRENT' }),
    );

    const { findings } = doctorSummary(aSweep(), { hub, targets: [] }, end);

    expect(findings.map(({ account, region, code }) => [account, region, code].join(' '))).toEqual([
      '1  STACK_INSTANCE_NOT_CURRENT',
      '2  STACK_SET_MISSING',
      '2 eu-west-1 PRINCIPALS_MISSING',
      '2 eu-west-1 PRINCIPALS_NOT_SHARED',
      '2 us-east-1 PRINCIPALS_MISSING',
    ]);
  });

  it.each([
    { name: 'the same product and Region', concerns: ['prod-1', 'prod-2'], region: 'eu-west-1', isTold: false },
    { name: 'another product', concerns: ['prod-2'], region: 'eu-west-1', isTold: true },
    { name: 'another Region', concerns: ['prod-1'], region: 'us-east-1', isTold: true },
  ])('a cause in the hub of $name: the launch path is told in addition: $isTold', ({ concerns, region, isTold }) => {
    const hub = anExamination(aFinding({ code: 'PRINCIPALS_MISSING', region, concerns }));
    const examination = anExamination(aFinding({ concerns: ['prod-1'] }));

    const targets = [{ target: near, examination, failure: undefined }];
    const { findings } = doctorSummary(aSweep(), { hub, targets }, end);

    expect(findings.some(({ code }) => code === 'NO_LAUNCH_PATH')).toBe(isTold);
  });

  it('says why what was to be mended in a target was not', () => {
    const remedies = [{ kind: 'create TagOption', key: 'Auto', value: 'true' }] as const;
    const examination = anExamination(
      aFinding({ code: 'TAG_OPTION_MISSING', remedies }),
      aFinding({ code: 'TAG_OPTION_INACTIVE' }),
    );
    const failure = { error: 'TIMED_OUT', reason: 'too slow' };

    const targets = [{ target: near, examination, failure }];
    const { findings } = doctorSummary(aSweep(), { hub: anExamination(), targets }, end);

    expect(findings.map(({ code, what }) => `${code}: ${what}`)).toEqual([
      'TAG_OPTION_INACTIVE: what',
      'TAG_OPTION_MISSING: what; mending it failed: TIMED_OUT: too slow',
    ]);
  });

  it('names each target that was not examined, with the reason', () => {
    const targets = [
      { target: near, examination: undefined, failure: { error: 'TIMED_OUT', reason: 'too slow' } },
      { target: far, examination: undefined, failure: undefined },
    ];

    const summary = doctorSummary(aSweep(), { hub: anExamination(), targets }, end);

    expect(summary.targets).toEqual({ planned: 2, examined: 0 });
    expect(summary.findings).toEqual([
      expect.objectContaining({ code: 'TARGET_NOT_EXAMINED', ...near, what: 'TIMED_OUT: too slow' }),
      expect.objectContaining({ code: 'TARGET_NOT_EXAMINED', ...far, what: 'the run ended before it was examined' }),
    ]);
  });
});
