import { describe, expect, it } from '@jest/globals';
import {
  aLaunched,
  aTemplate,
  detailOf,
  hub,
  launch,
  publish,
  real,
  recordOf,
  sharedProduct,
  spoke,
  update,
  World,
  type RecordShape,
} from './a-world.ts';

describe('a record', () => {
  it('goes from CREATED over IN_PROGRESS to SUCCEEDED, and the provisioned product with it', () => {
    const { world, shared, id } = aLaunched();
    const v2 = publish(world, shared.product, aTemplate({ release: 2, hints: '{ updateTakes: 10 }' }));

    const { RecordId, Status } = update(world, id, v2);
    const seen = [Status, detailOf(world, id).Status];
    world.wait(1);
    seen.push(recordOf(world, RecordId).Status);
    world.wait(10);

    expect(seen).toEqual(['CREATED', 'UNDER_CHANGE', 'IN_PROGRESS']);
    expect(recordOf(world, RecordId).Status).toBe('SUCCEEDED');
    expect(detailOf(world, id)).toMatchObject({
      Status: 'AVAILABLE',
      ProvisioningArtifactId: v2,
      LastSuccessfulProvisioningRecordId: RecordId,
    });
    expect(real(world, id)).toMatchObject({ version: 'v2', stackStatus: 'UPDATE_COMPLETE' });
  });

  it('that fails is IN_PROGRESS_IN_ERROR while it rolls back; the old version runs again, and the product is TAINTED', () => {
    const { world, shared, id } = aLaunched();
    const hints = '{ updateTakes: 10, failures: [{ share: 1, resource: Bucket, reason: no such bucket }] }';
    const v2 = publish(world, shared.product, aTemplate({ release: 2, hints }));
    const before = detailOf(world, id).LastSuccessfulProvisioningRecordId;

    const { RecordId } = update(world, id, v2);
    world.wait(8);
    const between = recordOf(world, RecordId).Status;
    world.wait(8);

    expect(between).toBe('IN_PROGRESS_IN_ERROR');
    expect(recordOf(world, RecordId)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: 'The following resource(s) failed to update: [Bucket].' }],
    });
    expect(detailOf(world, id)).toMatchObject({
      Status: 'TAINTED',
      ProvisioningArtifactId: v2,
      LastSuccessfulProvisioningRecordId: before,
    });
    expect(real(world, id)).toMatchObject({ version: 'v1', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  });

  it('whose rollback fails leaves a stack that cannot be updated', () => {
    const { world, shared, id } = aLaunched();
    const hints = '{ failures: [{ names: [orders], resource: Bucket, reason: no, rollback: fails }] }';

    update(world, id, publish(world, shared.product, aTemplate({ release: 2, hints })));
    world.wait(30);

    expect(real(world, id)).toMatchObject({ version: 'v1', stackStatus: 'UPDATE_ROLLBACK_FAILED' });
  });

  it('that is stuck never ends', () => {
    const { world, shared, id } = aLaunched();

    const { RecordId } = update(
      world,
      id,
      publish(world, shared.product, aTemplate({ release: 2, hints: '{ stuck: true }' })),
    );
    world.wait(60 * 24 * 30);

    expect(recordOf(world, RecordId).Status).toBe('IN_PROGRESS');
    expect(detailOf(world, id).Status).toBe('UNDER_CHANGE');
  });

  it('ends FAILED where there is nothing to change', () => {
    const { world, shared, id } = aLaunched();

    const { RecordId } = update(world, id, publish(world, shared.product, aTemplate()));
    world.wait(30);

    expect(recordOf(world, RecordId)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: 'No updates are to be performed.' }],
    });
    expect(real(world, id)).toMatchObject({ version: 'v1' });
  });

  it('is the same for the same token, and refused for another request under it', () => {
    const { world, shared, id } = aLaunched();
    const v2 = publish(world, shared.product, aTemplate({ release: 2 }));
    const v3 = publish(world, shared.product, aTemplate({ release: 3 }), 'v3');

    const [first, second] = [1, 2].map(() => update(world, id, v2, { UpdateToken: 'mine' }).RecordId);

    expect(second).toBe(first);
    expect(real(world, id)?.operations).toBe(2);
    expect(
      world.refusal(spoke, 'UpdateProvisionedProduct', {
        ProvisionedProductId: id,
        ProvisioningArtifactId: v3,
        UpdateToken: 'mine',
      }),
    ).toContain('used for another request');
  });

  it('of a launch is the same for the same token, also later', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const first = launch(world, shared, { ProvisionToken: 'mine' });
    update(world, first.ProvisionedProductId, publish(world, shared.product, aTemplate({ release: 2 })));
    const input = {
      ProductId: shared.product,
      ProvisioningArtifactId: shared.version,
      ProvisionedProductName: 'orders',
    };

    const again = launch(world, shared, { ProvisionToken: 'mine' });

    expect(again.RecordId).toBe(first.RecordId);
    expect(
      world.refusal(spoke, 'ProvisionProduct', { ...input, ProvisionToken: 'mine', Tags: [{ Key: 'a', Value: 'b' }] }),
    ).toContain('used for another request');
    expect(world.refusal(spoke, 'ProvisionProduct', { ...input, ProvisionToken: 'other' })).toContain(
      'DuplicateResourceException',
    );
  });

  it('of a termination is the same for the same token as long as it goes on', () => {
    const { world, id } = aLaunched();
    const terminate = () =>
      world.ask<{ RecordDetail: RecordShape }>(spoke, 'TerminateProvisionedProduct', {
        ProvisionedProductId: id,
        TerminateToken: 'end',
      }).RecordDetail.RecordId;

    const first = terminate();

    expect(terminate()).toBe(first);
  });

  it('outlives the provisioned product that was terminated', () => {
    const { world, id } = aLaunched();
    const last = detailOf(world, id).LastRecordId;

    world.ask(spoke, 'TerminateProvisionedProduct', { ProvisionedProductId: id, TerminateToken: 'end' });
    world.wait(5);

    expect(world.refusal(spoke, 'DescribeProvisionedProduct', { Id: id })).toContain('ResourceNotFoundException');
    expect(recordOf(world, last).Status).toBe('SUCCEEDED');
    expect(real(world, id)).toBeUndefined();
  });
});

describe('an update is refused at once', () => {
  it('while another operation goes on', () => {
    const { world, shared, id } = aLaunched();
    const v2 = publish(world, shared.product, aTemplate({ release: 2 }));
    update(world, id, v2);

    expect(
      world.refusal(spoke, 'UpdateProvisionedProduct', {
        ProvisionedProductId: id,
        ProvisioningArtifactId: v2,
        UpdateToken: 'b',
      }),
    ).toContain('under change');
  });

  it('to a version that is not active; a deprecated one only takes no launches', () => {
    const { world, shared, id } = aLaunched();
    const version = (name: string, release: number, change: object) => {
      const made = publish(world, shared.product, aTemplate({ release }), name);
      world.ask(hub, 'UpdateProvisioningArtifact', {
        ProductId: shared.product,
        ProvisioningArtifactId: made,
        ...change,
      });
      return made;
    };
    const inactive = version('v2', 2, { Active: false });
    const deprecated = version('v3', 3, { Guidance: 'DEPRECATED' });
    const ask = (versionId: string) =>
      world.refusal(spoke, 'UpdateProvisionedProduct', {
        ProvisionedProductId: id,
        ProvisioningArtifactId: versionId,
        UpdateToken: 'u',
      });
    const relaunch = {
      ProductId: shared.product,
      ProvisioningArtifactId: deprecated,
      ProvisionedProductName: 'b',
      ProvisionToken: 'b',
    };

    expect(ask(inactive)).toContain('is not active');
    expect(world.refusal(spoke, 'ProvisionProduct', relaunch)).toContain('is deprecated');
    expect(ask(deprecated)).toBe('no error');
  });

  it.each([
    {
      name: 'a value beside UsePreviousValue',
      input: { ProvisioningParameters: [{ Key: 'Size', Value: '1', UsePreviousValue: true }] },
      says: 'Cannot specify usePreviousValue',
    },
    { name: 'tags', input: { Tags: [{ Key: 'a', Value: 'b' }] }, says: 'RESOURCE_UPDATE' },
    { name: 'a path that is not there', input: { PathId: 'lpv3-nowhere' }, says: 'Launch path lpv3-nowhere not found' },
    { name: 'a member that is not known', input: { ProvisioningPreferences: {} }, says: 'ValidationException' },
  ])('with $name', ({ input, says }) => {
    const { world, shared, id } = aLaunched();
    const v2 = publish(world, shared.product, aTemplate({ release: 2 }));

    expect(
      world.refusal(spoke, 'UpdateProvisionedProduct', {
        ProvisionedProductId: id,
        ProvisioningArtifactId: v2,
        UpdateToken: 'u',
        ...input,
      }),
    ).toContain(says);
  });
});
