import { describe, expect, it } from '@jest/globals';
import { createRole } from '@catalog-sweep/simulated-org';
import { hashOf } from '../../../packages/simulated-org/src/chance.ts';
import {
  aLaunched,
  aTemplate,
  detailOf,
  hub,
  launch,
  publish,
  recordOf,
  sharedProduct,
  SPOKE,
  spoke,
  World,
  type RecordShape,
  type Shared,
} from './a-world.ts';

/** A product with a LAUNCH constraint that names a role by its name alone. */
function constrained(template = aTemplate()): { world: World; shared: Shared } {
  const world = new World();
  const shared = sharedProduct(world, template);
  world.ask(hub, 'CreateConstraint', {
    PortfolioId: shared.portfolio,
    ProductId: shared.product,
    Type: 'LAUNCH',
    Parameters: JSON.stringify({ LocalRoleName: 'Launcher' }),
    IdempotencyToken: 'c',
  });
  return { world, shared };
}

/** The launch role in the spoke, with the right to these actions. */
function launcher(world: World, actions: readonly string[]): void {
  createRole({ store: world.store, hash: hashOf('world'), now: 0 }, SPOKE, {
    path: '/',
    name: 'Launcher',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'servicecatalog.amazonaws.com' } },
      ],
    },
    policies: [
      {
        name: 'launch',
        document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
      },
    ],
  });
}

const NEEDS_KEYS = aTemplate({ hints: '{ requires: [kms:CreateKey] }' });

describe('who acts', () => {
  it('is the launch role of the caller’s account, where there is a constraint', () => {
    const { world, shared } = constrained();
    launcher(world, ['*']);

    const { ProvisionedProductId: id } = launch(world, shared);

    expect(detailOf(world, id)).toMatchObject({
      Status: 'AVAILABLE',
      LaunchRoleArn: `arn:aws:iam::${SPOKE}:role/Launcher`,
    });
  });

  it('is nobody, when the launch role does not exist: the record fails', () => {
    const { world, shared } = constrained();

    const { RecordId } = launch(world, shared);

    expect(recordOf(world, RecordId)).toMatchObject({
      Status: 'FAILED',
      RecordErrors: [{ Description: `Role arn:aws:iam::${SPOKE}:role/Launcher is invalid or cannot be assumed` }],
    });
  });

  it.each([
    { name: 'on the stack', template: aTemplate(), may: ['s3:*'], lacks: 'cloudformation:CreateStack' },
    { name: 'on what the template makes', template: NEEDS_KEYS, may: ['cloudformation:*'], lacks: 'kms:CreateKey' },
  ])('is the launch role, whose lack of rights $name makes the record fail', ({ template, may, lacks }) => {
    const { world, shared } = constrained(template);
    launcher(world, may);

    const { RecordId } = launch(world, shared);

    expect(recordOf(world, RecordId).RecordErrors[0]?.Description).toContain(
      `assumed-role/Launcher/servicecatalog is not authorized to perform: ${lacks}`,
    );
  });

  it('is not the caller where there is a launch role', () => {
    const { world, shared } = constrained(NEEDS_KEYS);
    launcher(world, ['cloudformation:*', 'kms:*']);

    const { RecordDetail } = world.ask<{ RecordDetail: RecordShape }>(
      { ...spoke, without: ['cloudformation:CreateStack', 'kms:CreateKey'] },
      'ProvisionProduct',
      {
        ProductId: shared.product,
        ProvisioningArtifactId: shared.version,
        ProvisionedProductName: 'orders',
        ProvisionToken: 'p',
      },
    );
    world.wait(20);

    expect(recordOf(world, RecordDetail.RecordId).Status).toBe('SUCCEEDED');
  });

  it.each(['cloudformation:UpdateStack', 'kms:CreateKey'])(
    'is the caller without a constraint, whose lack of %s makes the record fail',
    (lacks) => {
      const { world, shared, id } = aLaunched();
      const v2 = publish(world, shared.product, aTemplate({ release: 2, hints: '{ requires: [kms:CreateKey] }' }));

      const { RecordDetail } = world.ask<{ RecordDetail: RecordShape }>(
        { ...spoke, without: [lacks] },
        'UpdateProvisionedProduct',
        { ProvisionedProductId: id, ProvisioningArtifactId: v2, UpdateToken: 'u' },
      );
      const begun = recordOf(world, RecordDetail.RecordId).Status;
      world.wait(5);

      expect(begun).toBe('CREATED');
      expect(recordOf(world, RecordDetail.RecordId).RecordErrors[0]?.Description).toContain(
        `not authorized to perform: ${lacks}`,
      );
      expect(detailOf(world, id).Status).toBe('TAINTED');
    },
  );
});
