import { UsageError } from '@catalog-sweep/core';

/** Where the hub is looked for: the Region that was given, or that of the environment. Throws UsageError when nobody says it. */
export function hubRegionOf(given: string | undefined): string {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = given ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region === undefined) throw new UsageError(["--hub-region or AWS_REGION is needed: the hub's Region"]);
  return region;
}
