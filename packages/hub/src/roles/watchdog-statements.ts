import type { PolicyStatement } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';

/** What the watchdog may do. */
export function watchdogStatements({
  partition,
  workBucket,
}: HubRoleSettings): Readonly<Record<'watch-sweeps', readonly PolicyStatement[]>> {
  const work = bucketStatements(partition, 'Work', workBucket);
  return { 'watch-sweeps': [work.list, work.read('*/end.json', 'watch/*'), work.write('watch/*')] };
}
