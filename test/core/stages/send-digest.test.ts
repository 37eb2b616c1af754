import {
  logKeys,
  sendDigest,
  workKeys,
  type DigestWhen,
  type SweepEntry,
  type SweepFinished,
} from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import type { Digest } from '../../../packages/core/src/decisions/digest.ts';
import { aLogEntry, aSweep, SWEEP_ID } from '../builders.ts';
import { aStage, type Stage } from '../stage.ts';
import { aFinishedSweep, DETAIL } from '../a-finished-sweep.ts';

const BEFORE: SweepEntry = {
  SweepId: '20261119T220000Z-00000001',
  Mode: 'update',
  Status: 'COMPLETED',
  Reason: null,
  Whole: true,
  StartedTime: '2026-11-19 22:00:00.000',
  FinishedTime: '2026-11-19 22:30:00.000',
  TargetsPlanned: 1,
  TargetsSwept: 1,
  TargetsFailed: 0,
  Scanned: 5,
  Outdated: 0,
  ByOutcome: { UP_TO_DATE: 5 },
  Reconciled: true,
};

async function sent(
  stage: Stage,
  { detail = DETAIL, when = 'always' }: { detail?: SweepFinished; when?: DigestWhen } = {},
) {
  const digests: Digest[] = [];
  const result = await sendDigest(
    { detail },
    {
      when,
      publish(digest) {
        digests.push(digest);
        return Promise.resolve();
      },
    },
    stage.context,
  );
  return { result, digests };
}

/** A line in the log of sweeps. */
function logged(stage: Stage, entry: SweepEntry): void {
  stage.logs.putLines(logKeys.sweep('2026-11-19', entry.SweepId), [entry]);
}

describe('the digest of a finished sweep', () => {
  it('is made of its summary, and of the causes in its log', async () => {
    const stage = aFinishedSweep();
    stage.logs.putLines(logKeys.products('ServiceCatalogLogs', '2026-11-26', SWEEP_ID, 'rest'), [
      aLogEntry({ Outcome: 'UPDATE_FAILED', RootCause: 'no such engine' }),
      aLogEntry(),
    ]);

    const { result, digests } = await sent(stage);

    expect(result).toEqual({ sent: true });
    expect(digests).toHaveLength(1);
    expect(digests[0]?.message).toContain(`Sweep ${SWEEP_ID}`);
    expect(digests[0]?.message).toContain('1 x no such engine (Shop)');
  });

  it('is sent once, however often the event comes', async () => {
    const stage = aFinishedSweep();

    const [first, second] = [await sent(stage), await sent(stage)];

    expect([first.digests.length, second.digests.length]).toEqual([1, 0]);
    expect(second.result).toEqual({ sent: false });
  });

  it('comes again when it could not be published', async () => {
    const stage = aFinishedSweep();
    const refused = sendDigest(
      { detail: DETAIL },
      { when: 'always', publish: () => Promise.reject(new Error('AuthorizationError')) },
      stage.context,
    );

    await expect(refused).rejects.toThrow('AuthorizationError');
    expect((await sent(stage)).digests).toHaveLength(1);
  });

  it('compares with the newest sweep before that was over everything too', async () => {
    const stage = aFinishedSweep();
    logged(stage, { ...BEFORE, SweepId: '20261112T220000Z-00000001', StartedTime: '2026-11-12 22:00:00.000' });
    logged(stage, BEFORE);
    logged(stage, { ...BEFORE, SweepId: '20261120T220000Z-00000001', Whole: false });
    logged(stage, { ...BEFORE, SweepId: SWEEP_ID });

    const { digests } = await sent(stage);

    expect(digests[0]?.message).toContain('Numbers (change since 2026-11-19)');
  });

  it('compares a narrowed sweep with none', async () => {
    const stage = aFinishedSweep();
    logged(stage, BEFORE);

    const { digests } = await sent(stage, { detail: { ...DETAIL, whole: false } });

    expect(digests[0]?.message).not.toContain('change since');
  });

  test.each([
    { name: 'all went well', detail: {}, digests: 0 },
    { name: 'it was stopped', detail: { status: 'STOPPED' as const }, digests: 1 },
    { name: 'it does not reconcile', detail: { reconciled: false }, digests: 1 },
    { name: 'a target failed', detail: { targets: { planned: 2, swept: 1, failed: 1 } }, digests: 1 },
    {
      name: 'an update failed',
      detail: { products: { scanned: 1, outdated: 1, byOutcome: { UPDATE_FAILED: 1 } } },
      digests: 1,
    },
    {
      name: 'one timed out',
      detail: { products: { scanned: 1, outdated: 1, byOutcome: { UPDATE_TIMED_OUT: 1 } } },
      digests: 1,
    },
  ])('on failure only, is sent $digests times when $name', async ({ detail, digests }) => {
    const told = await sent(aFinishedSweep(), { when: 'failure', detail: { ...DETAIL, ...detail } });

    expect(told.digests).toHaveLength(digests);
  });

  it('of a sweep without a summary is an error', async () => {
    const stage = aStage({ sweep: aSweep() });

    await expect(sent(stage)).rejects.toThrow(`no summary of the sweep ${SWEEP_ID} in s3://${stage.work.bucket}`);
    expect(stage.work.json(workKeys.digest(SWEEP_ID))).toBeUndefined();
  });
});
