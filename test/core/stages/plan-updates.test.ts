import { describe, expect, it } from '@jest/globals';
import { planUpdates, workKeys } from '@catalog-sweep/core';
import { aCandidate, aLogEntry, aPlannedUpdate, aScanPart, aSweep, aTarget, SWEEP_ID } from '../builders.ts';
import { aStage, type Stage } from '../stage.ts';

const event = { contractVersion: 1 as const, sweepId: SWEEP_ID, wave: 'rest' };
const here = aTarget({ account: '111111111111' });
const there = aTarget({ account: '222222222222' });

/** Two targets: one with the candidates pp-a and pp-b in two parts, one with the candidate pp-c. */
function aScannedWave(sweep = aSweep()): Stage {
  const stage = aStage({ sweep });
  const candidate = (account: string, provisionedProductId: string) => aCandidate({ account, provisionedProductId });
  stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [here, there]);
  stage.work.putJson(
    workKeys.scanPart(SWEEP_ID, 'rest', here, 0),
    aScanPart({
      last: false,
      products: [candidate(here.account, 'pp-a'), { entry: aLogEntry({ ProvisionedProductId: 'pp-x' }), update: null }],
    }),
  );
  stage.work.putJson(
    workKeys.scanPart(SWEEP_ID, 'rest', here, 1),
    aScanPart({ products: [candidate(here.account, 'pp-b')] }),
  );
  stage.work.putJson(
    workKeys.scanPart(SWEEP_ID, 'rest', there, 0),
    aScanPart({ products: [candidate(there.account, 'pp-c')] }),
  );
  return stage;
}

const planOf = (stage: Stage) =>
  stage.work.lines(workKeys.plan(SWEEP_ID, 'rest')).map((line) => Object(line).provisionedProductId);

describe('planning the updates of a wave', () => {
  it('writes a plan of all that needs an update, interleaved by account', async () => {
    const stage = aScannedWave();

    const result = await planUpdates(event, stage.context);

    expect(result).toEqual({ updates: 3, workBucket: 'work', key: workKeys.plan(SWEEP_ID, 'rest'), concurrency: 20 });
    expect(planOf(stage)).toEqual(['pp-a', 'pp-c', 'pp-b']);
  });

  it('promise 10: cuts the plan at the configured limit', async () => {
    const stage = aScannedWave(aSweep({ configuration: { maxUpdates: 2 } }));

    const result = await planUpdates(event, stage.context);

    expect(result.updates).toBe(2);
    expect(planOf(stage)).toEqual(['pp-a', 'pp-c']);
  });

  it("promise 10: takes the request's limit before the configured one", async () => {
    const sweep = aSweep();
    const stage = aScannedWave({ ...sweep, request: { ...sweep.request, maxUpdates: 0 } });

    const result = await planUpdates(event, stage.context);

    expect(result.updates).toBe(0);
    expect(planOf(stage)).toEqual([]);
  });

  it('promise 10: counts what earlier waves planned against the limit, and not what later ones did', async () => {
    const waves = ['first', 'rest', 'later'].map((name) => ({ name, targets: 2 }));
    const stage = aScannedWave(aSweep({ waves, configuration: { maxUpdates: 3 } }));
    stage.work.putLines(workKeys.plan(SWEEP_ID, 'first'), [aPlannedUpdate(), aPlannedUpdate()]);
    stage.work.putLines(workKeys.plan(SWEEP_ID, 'later'), [aPlannedUpdate()]);

    const result = await planUpdates(event, stage.context);

    expect(result.updates).toBe(1);
  });

  it('makes the same plan in report mode', async () => {
    const sweep = aSweep();
    const stage = aScannedWave({ ...sweep, request: { ...sweep.request, mode: 'report' } });

    await planUpdates(event, stage.context);

    expect(planOf(stage)).toEqual(['pp-a', 'pp-c', 'pp-b']);
  });

  it('plans a provisioned product once that a repeated scan met on two pages', async () => {
    const stage = aScannedWave();
    stage.work.putJson(
      workKeys.scanPart(SWEEP_ID, 'rest', here, 1),
      aScanPart({ products: [aCandidate({ account: here.account, provisionedProductId: 'pp-a' })] }),
    );

    await planUpdates(event, stage.context);

    expect(planOf(stage)).toEqual(['pp-a', 'pp-c']);
  });

  it('writes the same plan when it is run again', async () => {
    const stage = aScannedWave();
    await planUpdates(event, stage.context);
    const first = await stage.work.read(workKeys.plan(SWEEP_ID, 'rest'));

    await planUpdates(event, stage.context);

    expect(await stage.work.read(workKeys.plan(SWEEP_ID, 'rest'))).toBe(first);
  });

  it('plans nothing of a target that could not be swept', async () => {
    const stage = aScannedWave();
    stage.work.objects.delete(workKeys.scanPart(SWEEP_ID, 'rest', there, 0));

    await planUpdates(event, stage.context);

    expect(planOf(stage)).toEqual(['pp-a', 'pp-b']);
  });
});
