import { resolve } from 'node:path';
import { SweepConfiguration, sweepConfigurationOf, UsageError, type HubConfiguration } from '@catalog-sweep/core';
import { readConfiguration } from '@catalog-sweep/hub/configuration';
import type { LocalOptions } from './places/local.ts';
import type { SweepOptions } from './sweep-options.ts';

/**
 * What a sweep from this machine needs, from the options and the configuration that they name; an option wins. Throws UsageError, with all
 * problems, for what is missing, and for a configuration that is wrong.
 */
export function localOptionsOf(options: SweepOptions, directory: string): LocalOptions {
  const hub =
    options.config === undefined ? undefined : readConfiguration(resolve(directory, options.config), options.config);
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const hubRegion = options.hubRegion ?? hub?.hub.region ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  const logBucket = options.logBucket ?? hub?.logS3Bucket;
  const { workBucket } = options;
  const problems: string[] = [];
  if (logBucket === undefined) problems.push('--log-bucket is needed with --on local: where the logs go');
  if (workBucket === undefined) problems.push("--work-bucket is needed with --on local: a bucket of the hub's own");
  if (hubRegion === undefined) problems.push("--hub-region or AWS_REGION is needed with --on local: the hub's Region");
  if (logBucket === undefined || workBucket === undefined || hubRegion === undefined) throw new UsageError(problems);
  return {
    hubRegion,
    workBucket,
    configuration: configurationOf({ hub, logBucket, regions: options.region ?? [hubRegion] }),
  };
}

/** Without a file: the defaults, in the Regions that were named. With one, the request narrows its Regions down. */
function configurationOf({
  hub,
  logBucket,
  regions,
}: {
  readonly hub: HubConfiguration | undefined;
  readonly logBucket: string;
  readonly regions: readonly string[];
}): SweepConfiguration {
  if (hub !== undefined) return sweepConfigurationOf(hub, logBucket);
  const { success, data, error } = SweepConfiguration.safeParse({ logS3Bucket: logBucket, targets: { regions } });
  if (success) return data;
  throw new UsageError(error.issues.map(({ path, message }) => `the options: ${path.join('.')}: ${message}`));
}
