import { workKeys, type SweepFinished, type SweepSummary } from '@catalog-sweep/core';
import { aSweep, SWEEP_ID } from './builders.ts';
import { aStage, type Stage } from './stage.ts';

const SUMMARY: SweepSummary = {
  sweepId: SWEEP_ID,
  mode: 'update',
  status: 'COMPLETED',
  reason: null,
  startedAt: '2026-11-26 22:00:00.000',
  finishedAt: '2026-11-26 22:30:00.000',
  targets: { planned: 1, swept: 1, failed: 0, failures: [], notes: [] },
  products: { scanned: 1, outdated: 1, byOutcome: { UPDATED: 1 } },
  updates: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      provisionedProductId: 'pp-1',
      name: 'secret-project',
      product: 'MySQL RDS',
      from: 'v1',
      to: 'v2',
      outcome: 'UPDATED',
      reason: null,
    },
  ],
  reconciled: true,
  problems: [],
  log: { location: 's3://logs/ServiceCatalogLogs/dt=2026-11-26/', entries: 1 },
};

/** What the event of it tells. */
export const DETAIL: SweepFinished = {
  contractVersion: 1,
  sweepId: SWEEP_ID,
  mode: 'update',
  status: 'COMPLETED',
  reason: null,
  whole: true,
  startedAt: SUMMARY.startedAt,
  finishedAt: SUMMARY.finishedAt,
  targets: { planned: 1, swept: 1, failed: 0 },
  products: SUMMARY.products,
  reconciled: true,
  log: { location: SUMMARY.log.location },
};

/** A sweep that has its summary. */
export function aFinishedSweep(): Stage {
  const stage = aStage({ sweep: aSweep() });
  stage.work.putJson(workKeys.summary(SWEEP_ID), SUMMARY);
  return stage;
}
