import { randomBytes } from 'node:crypto';
import {
  AwsError,
  openConnections,
  type ObjectStore,
  readHub,
  type SweepConfiguration,
  sweepIdAt,
  UsageError,
} from '@catalog-sweep/core';
import { wallClock } from '@catalog-sweep/hub/runtime';
import type { SweepPlace } from '../sweep-place.ts';
import { InProcessSweep } from './sweep-in-process.ts';

/** What a sweep from this machine needs to know. */
export interface LocalOptions {
  readonly hubRegion: string;
  readonly workBucket: string;
  readonly configuration: SweepConfiguration;
}

/**
 * A sweep of AWS from this machine, with whatever credentials and endpoints the environment has, on the wall clock. Throws UsageError for
 * buckets that cannot be used, and for credentials that AWS does not take.
 */
export async function openLocalPlace(options: LocalOptions): Promise<SweepPlace> {
  const { configuration } = options;
  const clock = wallClock();
  const connections = openConnections({ clock, hubRegion: options.hubRegion, partition: 'aws' });
  const forEver = { deadline: Number.MAX_SAFE_INTEGER, sessionName: 'catalog-sweep' };
  const partition = await partitionOf(() => readHub(connections.gateway(forEver)));
  connections.close();

  const hub = openConnections({ clock, hubRegion: options.hubRegion, partition });
  const settings = {
    hubRegion: options.hubRegion,
    partition,
    workBucket: options.workBucket,
    logBucket: configuration.logS3Bucket,
    configuration,
  };
  const work = hub.bucket(options.workBucket, forEver);
  // Before anything is changed: a sweep that cannot write its log must not begin.
  await checkBucket('--work-bucket', work);
  await checkBucket('--log-bucket', hub.bucket(configuration.logS3Bucket, forEver));
  return new InProcessSweep({
    sweepId: sweepIdAt(clock.now(), randomBytes(8).toString('hex')),
    partition,
    clock,
    processOf: () => ({ clock, connections: hub, settings }),
    stateMachineBucket: work,
    operatorBucket: work,
    apiCalls: () => hub.calls(),
    close: () => {
      hub.close();
      return Promise.resolve();
    },
  });
}

/** Throws UsageError when a bucket is not there, or may not be listed. */
async function checkBucket(option: string, bucket: ObjectStore): Promise<void> {
  try {
    await bucket.list('catalog-sweep/sweeps/');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UsageError([`${option} ${bucket.bucket}: ${error.message}`]);
  }
}

async function partitionOf(read: () => Promise<{ readonly partition: string }>): Promise<string> {
  try {
    return (await read()).partition;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UsageError([
      `AWS did not say who the hub is; look at credentials, Region and endpoint: ${error.message}`,
    ]);
  }
}
