import { Examination, mendHub, workKeys, type ExaminedFinding } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { finding } from '../../../packages/core/src/decisions/finding.ts';
import { aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';
import { MemoryObjectStore } from '../memory-object-store.ts';
import { ScriptedHub } from '../scripted-hub.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage } from '../stage.ts';

const event = { contractVersion: 1 as const, sweepId: SWEEP_ID };

/** A portfolio that lacks a principal; mending it takes one call. */
function aFinding(portfolioId: string): ExaminedFinding {
  const remedy = {
    kind: 'associate principal',
    portfolioId,
    principalArn: 'arn:aws:iam:::role/catalog-sweep/CatalogSweepRead',
    principalType: 'IAM_PATTERN',
  } as const;
  const place = { account: '222222222222', region: 'eu-west-1' };
  return finding({ ...place, code: 'PRINCIPALS_MISSING', what: portfolioId, fix: 'fix', remedies: [remedy] });
}

function aHub(findings: readonly ExaminedFinding[], script: Script) {
  const stage = aStage({ sweep: aSweep() });
  const aws = new ScriptedHub(script);
  stage.work.putJson(workKeys.hubExamination(SWEEP_ID), {
    findings,
    notes: [],
    optIn: { spoke: 0, shared: 0, hub: 0 },
  });
  return { ...stage, aws, context: { ...stage.context, aws } };
}

function mendedIn(work: MemoryObjectStore): readonly (readonly [string, boolean])[] {
  const { findings } = Examination.parse(work.json(workKeys.hubExamination(SWEEP_ID)));
  return findings.map(({ what, mended }) => [what, mended]);
}

describe('mending the hub', () => {
  it('goes on after what is refused, and counts both', async () => {
    const { context, work } = aHub([aFinding('port-1'), aFinding('port-2')], {
      AssociatePrincipalWithPortfolio: ({ PortfolioId }) =>
        PortfolioId === 'port-1' ? refuse('ACCESS_DENIED', 'denied') : {},
    });

    const result = await mendHub(event, context);

    expect(result).toEqual({ mended: 1, failed: 1 });
    expect(mendedIn(work)).toEqual([
      ['port-1; mending it failed: service:Operation: SomeException: denied', false],
      ['port-2', true],
    ]);
  });

  it('goes on where it was when it is called again', async () => {
    let isThrottled = true;
    const { context, aws, work } = aHub([aFinding('port-1'), aFinding('port-2')], {
      AssociatePrincipalWithPortfolio: ({ PortfolioId }) =>
        PortfolioId === 'port-2' && isThrottled ? refuse('THROTTLED') : {},
    });

    await expect(mendHub(event, context)).rejects.toMatchObject({ kind: 'THROTTLED' });
    isThrottled = false;
    const result = await mendHub(event, context);

    expect(result).toEqual({ mended: 2, failed: 0 });
    expect(mendedIn(work)).toEqual([
      ['port-1', true],
      ['port-2', true],
    ]);
    expect(aws.hubCalls.map(({ input }) => input['PortfolioId'])).toEqual(['port-1', 'port-2', 'port-2']);
  });

  it('mends nothing once the run is stopped', async () => {
    const { context, aws, work } = aHub([aFinding('port-1')], {});
    work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: SWEEP_START, reason: 'enough' });

    await expect(mendHub(event, context)).rejects.toMatchObject({ name: 'CatalogSweep.SWEEP_STOPPED' });
    expect(aws.hubCalls).toEqual([]);
  });
});
