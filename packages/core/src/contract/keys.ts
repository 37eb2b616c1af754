import type { SweepId } from './sweep-id.ts';

/*
 * Where things lie. In the work bucket everything of a sweep is below `<sweepId>/`; in the log bucket nothing but logs lies below
 * `<logS3Key>/`, and no other prefix begins with it, because the blog post's table has no slash at the end of its location.
 */

interface ProvisionedProductKey {
  readonly account: string;
  readonly region: string;
  readonly provisionedProductId: string;
}

/** Keys in the work bucket, which is the hub's own. */
export const workKeys = {
  leases: () => 'leases/',
  lease: (number: number) => `leases/${String(number).padStart(9, '0')}.json`,
  sweep: (sweepId: SweepId) => `${sweepId}/sweep.json`,
  wave: (sweepId: SweepId, wave: string) => `${sweepId}/waves/${wave}.jsonl`,
  catalogue: (sweepId: SweepId, region: string) => `${sweepId}/catalogue/${region}.json`,
  scans: (sweepId: SweepId, wave: string) => `${sweepId}/scans/${wave}/`,
  scanPart: (sweepId: SweepId, wave: string, target: { account: string; region: string }, part: number) =>
    `${sweepId}/scans/${wave}/${target.account}/${target.region}/${String(part).padStart(4, '0')}.json`,
  targetFailure: (sweepId: SweepId, wave: string, target: { account: string; region: string }) =>
    `${sweepId}/scans/${wave}/${target.account}/${target.region}/failed.json`,
  plans: (sweepId: SweepId) => `${sweepId}/plans/`,
  plan: (sweepId: SweepId, wave: string) => `${sweepId}/plans/${wave}.jsonl`,
  intent: (sweepId: SweepId, of: ProvisionedProductKey) =>
    `${sweepId}/intents/${of.account}/${of.region}/${of.provisionedProductId}.json`,
  updateEnds: (sweepId: SweepId, wave: string) => `${sweepId}/results/${wave}/`,
  updateEnd: (sweepId: SweepId, wave: string, of: ProvisionedProductKey) =>
    `${sweepId}/results/${wave}/${of.account}/${of.region}/${of.provisionedProductId}.json`,
  versionFailures: (sweepId: SweepId, versionId: string) => `${sweepId}/failures/${versionId}/`,
  versionFailure: (sweepId: SweepId, versionId: string, at: number, provisionedProductId: string) =>
    `${sweepId}/failures/${versionId}/${String(at).padStart(15, '0')}-${provisionedProductId}`,
  stop: (sweepId: SweepId) => `${sweepId}/stop.json`,
  end: (sweepId: SweepId) => `${sweepId}/end.json`,
  watchedSchedule: () => 'watch/schedule.json',
  maps: (sweepId: SweepId) => `${sweepId}/maps`,
  closedWave: (sweepId: SweepId, wave: string) => `${sweepId}/closed/${wave}.json`,
  /** What went wrong for the whole wave. */
  waveTrouble: (sweepId: SweepId, wave: string) => `${sweepId}/closed/${wave}/trouble.json`,
  hubExamination: (sweepId: SweepId) => `${sweepId}/findings/hub.json`,
  targetExamination: (sweepId: SweepId, target: { account: string; region: string }) =>
    `${sweepId}/findings/targets/${target.account}/${target.region}.json`,
  findings: (sweepId: SweepId) => `${sweepId}/findings.json`,
  summary: (sweepId: SweepId) => `${sweepId}/summary.json`,
  /** That people and programs were told of it. */
  announced: (sweepId: SweepId) => `${sweepId}/announced.json`,
  digest: (sweepId: SweepId) => `${sweepId}/digest.json`,
};

/** Keys in the log bucket, which may be one that was there before. `day` is the UTC day on which the sweep began. */
export const logKeys = {
  productsOfDay: (prefix: string, day: string) => `${prefix}/dt=${day}/`,
  products: (prefix: string, day: string, sweepId: SweepId, wave: string) =>
    `${prefix}/dt=${day}/${sweepId}-${wave}.jsonl`,
  targets: (day: string, sweepId: SweepId, wave: string) => `catalog-sweep/targets/dt=${day}/${sweepId}-${wave}.jsonl`,
  findings: (day: string, sweepId: SweepId) => `catalog-sweep/findings/dt=${day}/${sweepId}.jsonl`,
  probe: () => 'catalog-sweep/doctor/probe.json',
  sweeps: () => 'catalog-sweep/sweeps/',
  sweep: (day: string, sweepId: SweepId) => `catalog-sweep/sweeps/dt=${day}/${sweepId}.jsonl`,
  /** The page about the whole organisation, as the newest sweep left it. */
  dashboard: () => 'catalog-sweep/dashboard/index.html',
  dashboardOf: (sweepId: SweepId) => `catalog-sweep/dashboard/${sweepId}.html`,
};

/** What the key of a failure of a version says: which provisioned product failed, and when. The objects themselves need no reading. */
export function versionFailureOf(key: string): { readonly at: number; readonly provisionedProductId: string } {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dash = name.indexOf('-');
  return { at: Number(name.slice(0, dash)), provisionedProductId: name.slice(dash + 1) };
}

/** The number of a lease, from its key. */
export function leaseNumberOf(key: string): number {
  return Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 10);
}
