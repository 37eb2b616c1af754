import { LOCAL_SWEEP_ROLE_NAME, SweepConfiguration, UsageError } from '@catalog-sweep/core';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLocalPlace, type LocalOptions } from '../../packages/cli/src/places/local.ts';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import { requestOf, withPlace } from './a-journey.ts';
import { anOrganization, HUB, REGION } from './an-organization.ts';

const organisation = anOrganization()
  .withAccount('team')
  .withProduct('Queue')
  .withProvisionedProduct('orders', 'team')
  .build();

const OPTIONS: LocalOptions = {
  hubRegion: REGION,
  workBucket: organisation.hub.workBucket,
  configuration: SweepConfiguration.parse({ logS3Bucket: organisation.hub.logBucket, targets: { regions: [REGION] } }),
};

/** What the SDK finds in its environment, as somebody sets it who points it at a served organisation. */
function pointAt({ simulated, endpoint }: SimulatedPlace): void {
  const keys = simulated.credentialsFor({ account: HUB, roleName: LOCAL_SWEEP_ROLE_NAME });
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = keys.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = keys.secretAccessKey;
  process.env['AWS_SESSION_TOKEN'] = keys.sessionToken;
}

describe('a sweep from this machine, with the credentials and endpoint of the environment', () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env['AWS_PROFILE'];
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it('looks at the organisation in report mode, and writes its log into the bucket', async () => {
    await withPlace(organisation, async (served) => {
      pointAt(served);
      const place = await openLocalPlace(OPTIONS);

      const { summary } = await place.run(requestOf({ mode: 'report' }), () => {});
      await place.close();

      expect(summary).toMatchObject({ reconciled: true, products: { byOutcome: { UPDATE_AVAILABLE: 1 } } });
      expect(summary.log).toMatchObject({
        entries: 1,
        location: expect.stringMatching(/^s3:\/\/catalog-sweep-logs\//),
      });
    });
  });

  it.each([
    { option: '--log-bucket', options: { configuration: { ...OPTIONS.configuration, logS3Bucket: 'no-such-bucket' } } },
    { option: '--work-bucket', options: { workBucket: 'no-such-bucket' } },
  ])('is refused before it begins when the bucket of $option cannot be used', async ({ option, options }) => {
    await withPlace(organisation, async (served) => {
      pointAt(served);

      const opened = openLocalPlace({ ...OPTIONS, ...options });

      await expect(opened).rejects.toThrow(UsageError);
      await expect(opened).rejects.toThrow(`${option} no-such-bucket: s3:ListObjectsV2`);
    });
  });

  it('is refused when AWS does not know the credentials', async () => {
    await withPlace(organisation, async (served) => {
      pointAt(served);
      process.env['AWS_ACCESS_KEY_ID'] = 'ASIAUNKNOWNUNKNOWN00';

      await expect(openLocalPlace(OPTIONS)).rejects.toThrow('look at credentials, Region and endpoint');
    });
  });
});
