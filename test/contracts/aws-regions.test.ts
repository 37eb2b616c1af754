import { AWS_REGIONS, partitionOfRegion } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { RegionInfo } from 'aws-cdk-lib/region-info';

describe('the Regions of AWS', () => {
  it('are those that the CDK knows, each in its partition', () => {
    const known = RegionInfo.regions.map(({ name, partition }) => ({ name, partition }));

    const ours = AWS_REGIONS.map((name) => ({ name, partition: partitionOfRegion(name) }));

    expect(ours.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      known.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it('have no partition when they do not exist', () => {
    expect(partitionOfRegion('eu-west-9')).toBeUndefined();
  });
});
