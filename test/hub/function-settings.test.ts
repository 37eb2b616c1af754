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
    const settings = settingsFromEnvironment(ENVIRONMENT, 'plan-sweep');

    expect(settings).toMatchObject({ hubRegion: 'eu-west-1', workBucket: 'the-work', logBucket: 'the-logs' });
    expect(settings.configuration).toMatchObject({ tagOptionKey: 'AutoUpdateProvisionedProduct', maxUpdates: 500 });
  });

  it('is refused with the names of all variables that are missing or wrong', () => {
    const { WORK_BUCKET: _, ...others } = ENVIRONMENT;

    const read = () =>
      settingsFromEnvironment({ ...others, HUB_PARTITION: 'azure', SWEEP_CONFIGURATION: '{' }, 'plan-sweep');

    expect(read).toThrow(/HUB_PARTITION: .*WORK_BUCKET: .*SWEEP_CONFIGURATION: not JSON/);
  });

  it.each([
    { name: 'plan-sweep', missing: /SWEEP_CONFIGURATION: missing/ },
    { name: 'examine-target', missing: /SPOKE_ROLES_DIGEST: missing; SPOKE_PORTFOLIO_ACCESS: missing/ },
    {
      name: 'watch-sweeps',
      missing: /STATE_MACHINE_ARN: missing; FINISH_SWEEP_FUNCTION: missing; SWEEP_SCHEDULE: missing/,
    },
  ] as const)('of $name is refused without what that function alone needs', ({ name, missing }) => {
    const { SWEEP_CONFIGURATION: _, ...common } = ENVIRONMENT;

    const read = () => settingsFromEnvironment(common, name);

    expect(read).toThrow(missing);
  });

  it('of most functions is only what all of them have', () => {
    const { SWEEP_CONFIGURATION: _, ...common } = ENVIRONMENT;

    const settings = settingsFromEnvironment(common, 'close-wave');

    expect(settings).toMatchObject({ configuration: undefined, watch: undefined });
  });

  it('of the doctor says which roles the spokes were given', () => {
    const roles = { SPOKE_ROLES_DIGEST: '0123456789ab', SPOKE_PORTFOLIO_ACCESS: 'false' };

    const { spokeRoles } = settingsFromEnvironment({ ...ENVIRONMENT, ...roles }, 'examine-target');

    expect(spokeRoles).toEqual({ digest: '0123456789ab', portfolioAccess: false });
  });

  it('of the watchdog says what it watches', () => {
    const schedule = { expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' };
    const watched = { STATE_MACHINE_ARN: 'arn:machine', FINISH_SWEEP_FUNCTION: 'arn:function:7' };

    const { watch } = settingsFromEnvironment(
      { ...ENVIRONMENT, ...watched, SWEEP_SCHEDULE: JSON.stringify(schedule) },
      'watch-sweeps',
    );

    expect(watch).toEqual({ stateMachineArn: 'arn:machine', finishSweepFunction: 'arn:function:7', schedule });
  });
});
