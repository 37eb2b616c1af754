import { describe, expect, it } from '@jest/globals';
import { settingsFromEnvironment } from '@catalog-sweep/hub/runtime';

const ENVIRONMENT = {
  AWS_REGION: 'eu-west-1',
  HUB_PARTITION: 'aws',
  WORK_BUCKET: 'the-work',
  LOG_BUCKET: 'the-logs',
  SWEEP_CONFIGURATION: JSON.stringify({ logS3Bucket: 'the-logs', targets: { regions: ['eu-west-1'] } }),
};

describe('the environment of a function', () => {
  it('becomes its settings, with the defaults of the configuration filled in', () => {
    const settings = settingsFromEnvironment(ENVIRONMENT);

    expect(settings).toMatchObject({ hubRegion: 'eu-west-1', workBucket: 'the-work', logBucket: 'the-logs' });
    expect(settings.configuration).toMatchObject({ tagOptionKey: 'AutoUpdateProvisionedProduct', maxUpdates: 500 });
  });

  it('is refused with the names of all variables that are missing or wrong', () => {
    const { WORK_BUCKET: _, ...others } = ENVIRONMENT;

    const read = () => settingsFromEnvironment({ ...others, HUB_PARTITION: 'azure', SWEEP_CONFIGURATION: '{' });

    expect(read).toThrow(/HUB_PARTITION: .*WORK_BUCKET: .*SWEEP_CONFIGURATION: not JSON/);
  });
});
