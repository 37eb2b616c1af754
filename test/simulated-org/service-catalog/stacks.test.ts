import { describe, expect, it } from '@jest/globals';
import { aTemplate, detailOf, hub, launch, publish, recordOf, sharedProduct, spoke, update, World } from './a-world.ts';

interface EventShape {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly Timestamp: Date;
}

const TWO = '{ Bucket: { Type: AWS::S3::Bucket }, Queue: { Type: AWS::SQS::Queue } }';
const NESTED = '{ Inner: { Type: AWS::CloudFormation::Stack }, Other: { Type: AWS::CloudFormation::Stack } }';

/** A provisioned product whose stack comes from `template`, and its stack's ARN. */
function aStack(
  template = aTemplate(),
  input: object = {},
): { world: World; product: string; id: string; stack: string } {
  const world = new World();
  const shared = sharedProduct(world, template);
  const { ProvisionedProductId: id } = launch(world, shared, input);
  return { world, product: shared.product, id, stack: stackOf(world) };
}

function stackOf(world: World): string {
  const { ProvisionedProducts } = world.ask<{ ProvisionedProducts: readonly { PhysicalId: string }[] }>(
    spoke,
    'SearchProvisionedProducts',
    {},
  );
  return ProvisionedProducts[0]?.PhysicalId ?? '';
}

/** Updates to a new version and waits until that is over. */
function updateTo(world: World, { product, id }: { product: string; id: string }, template: string): string {
  const { RecordId } = update(world, id, publish(world, product, template, `v${template.length}-${world.now}`));
  world.wait(40);
  return RecordId;
}

const eventsOf = (world: World, stack: string) =>
  world.ask<{ StackEvents: readonly EventShape[] }>(spoke, 'DescribeStackEvents', { StackName: stack }).StackEvents;

const statusOf = (world: World, stack: string) =>
  world.ask<{ Stacks: readonly { StackStatus: string }[] }>(spoke, 'DescribeStacks', { StackName: stack }).Stacks[0]
    ?.StackStatus;

/** Oldest first: `Bucket UPDATE_FAILED: why`. */
function told(events: readonly EventShape[], stack: string): string[] {
  return events
    .toReversed()
    .map(({ LogicalResourceId: id, PhysicalResourceId, ResourceStatus, ResourceStatusReason }) => {
      const name = PhysicalResourceId === stack ? 'stack' : id;
      return `${name} ${ResourceStatus}${ResourceStatusReason === undefined ? '' : `: ${ResourceStatusReason.trim()}`}`;
    });
}

describe('a stack', () => {
  it('shows its parameters as they are deployed, and hides those with NoEcho', () => {
    const template = aTemplate({ parameters: '{ Name: { Type: String }, Password: { Type: String, NoEcho: true } }' });
    const { world, stack } = aStack(template, {
      ProvisioningParameters: [
        { Key: 'Name', Value: 'n' },
        { Key: 'Password', Value: 'secret' },
      ],
    });

    const { Stacks } = world.ask<{ Stacks: readonly object[] }>(spoke, 'DescribeStacks', { StackName: stack });

    expect(Stacks).toMatchObject([
      {
        StackStatus: 'CREATE_COMPLETE',
        Parameters: [
          { ParameterKey: 'Name', ParameterValue: 'n' },
          { ParameterKey: 'Password', ParameterValue: '****' },
        ],
      },
    ]);
  });

  it('is found by its name as by its ARN', () => {
    const { world, stack } = aStack();

    expect(statusOf(world, stack.split('/')[1] ?? '')).toBe('CREATE_COMPLETE');
  });

  it.each([
    { name: 'of nothing', of: () => 'SC-222222222222-pp-0' },
    { name: 'of another id', of: (stack: string) => `${stack}x` },
    { name: 'nested where nothing is nested', of: (stack: string) => `${stack.split('/')[1]}-Bucket-0000000000000` },
  ])('that is not there is a ValidationError: $name', ({ of }) => {
    const { world, stack } = aStack();

    expect(world.refusal(spoke, 'DescribeStacks', { StackName: of(stack) })).toBe(
      `ValidationError: Stack with id ${of(stack)} does not exist`,
    );
  });

  it('is not there before its launch has begun, and not after its end', () => {
    const { world, id, stack } = aStack();
    const shown = () => world.refusal(spoke, 'DescribeStacks', { StackName: stack });

    world.ask(spoke, 'TerminateProvisionedProduct', { ProvisionedProductId: id, TerminateToken: 'end' });
    const during = statusOf(world, stack);
    world.wait(5);

    expect(during).toBe('DELETE_IN_PROGRESS');
    expect(shown()).toContain('does not exist');
  });

  it('goes through the statuses of an update', () => {
    const { world, product, id, stack } = aStack();

    update(world, id, publish(world, product, aTemplate({ release: 2, hints: '{ updateTakes: 10 }' })));
    const seen = [statusOf(world, stack)];
    world.wait(1);
    seen.push(statusOf(world, stack));
    world.wait(10);
    seen.push(statusOf(world, stack));

    expect(seen).toEqual(['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
  });

  it('of a launch that failed is rolled back, and takes no update', () => {
    const hints = '{ failures: [{ share: 1, on: provision, resource: Bucket, reason: bucket exists }] }';
    const { world, product, id, stack } = aStack(aTemplate({ hints }));

    const RecordId = updateTo(world, { product, id }, aTemplate({ release: 2 }));

    expect(statusOf(world, stack)).toBe('ROLLBACK_COMPLETE');
    expect(detailOf(world, id).Status).toBe('ERROR');
    expect(recordOf(world, RecordId).RecordErrors[0]?.Description).toBe(
      `Stack:${stack} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
  });

  it('whose rollback failed takes no update', () => {
    const { world, product, id, stack } = aStack();
    const hints = '{ failures: [{ share: 1, resource: Bucket, reason: no, rollback: fails }] }';
    updateTo(world, { product, id }, aTemplate({ release: 2, hints }));

    const RecordId = updateTo(world, { product, id }, aTemplate({ release: 3 }));

    expect(statusOf(world, stack)).toBe('UPDATE_ROLLBACK_FAILED');
    expect(recordOf(world, RecordId).RecordErrors[0]?.Description).toContain('UPDATE_ROLLBACK_FAILED state');
  });
});

describe('the events of a stack', () => {
  it('tell an update that succeeds', () => {
    const { world, product, id, stack } = aStack(aTemplate({ resources: TWO }));
    const launched = eventsOf(world, stack).length;
    const resources = '{ Bucket: { Type: AWS::S3::Bucket, Properties: { A: b } }, Queue: { Type: AWS::SQS::Queue } }';

    updateTo(world, { product, id }, aTemplate({ resources }));

    expect(told(eventsOf(world, stack), stack).slice(launched)).toEqual([
      'stack UPDATE_IN_PROGRESS: User Initiated',
      'Bucket UPDATE_IN_PROGRESS',
      'Queue UPDATE_IN_PROGRESS',
      'Bucket UPDATE_COMPLETE',
      'Queue UPDATE_COMPLETE',
      'stack UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'stack UPDATE_COMPLETE',
    ]);
  });

  it('tell what failed, what was cancelled beside it, and the rollback', () => {
    const { world, product, id, stack } = aStack(aTemplate({ resources: TWO }));
    const launched = eventsOf(world, stack).length;
    const hints = '{ failures: [{ share: 1, resource: Bucket, reason: bucket exists }] }';

    updateTo(world, { product, id }, aTemplate({ resources: TWO.replace('SQS::Queue', 'SNS::Topic'), hints }));

    expect(told(eventsOf(world, stack), stack).slice(launched)).toEqual([
      'stack UPDATE_IN_PROGRESS: User Initiated',
      'Bucket UPDATE_IN_PROGRESS',
      'Queue UPDATE_IN_PROGRESS',
      'Bucket UPDATE_FAILED: bucket exists',
      'Queue UPDATE_FAILED: Resource update cancelled',
      'stack UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Bucket].',
      'Bucket UPDATE_IN_PROGRESS',
      'Queue UPDATE_IN_PROGRESS',
      'Bucket UPDATE_COMPLETE',
      'Queue UPDATE_COMPLETE',
      'stack UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'stack UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('tell a failure again when the rollback fails too', () => {
    const { world, product, id, stack } = aStack();
    const hints = '{ failures: [{ share: 1, resource: Bucket, reason: no, rollback: fails }] }';

    updateTo(world, { product, id }, aTemplate({ release: 2, hints }));

    expect(told(eventsOf(world, stack), stack).filter((line) => line.includes('FAILED'))).toEqual([
      'Bucket UPDATE_FAILED: no',
      'Bucket UPDATE_FAILED: no',
      'stack UPDATE_ROLLBACK_FAILED: The following resource(s) failed to update: [Bucket].',
    ]);
  });

  it('leave the cause of a failure to the nested stack that it lies in', () => {
    const { world, product, id, stack } = aStack(aTemplate({ resources: NESTED }));
    const hints = '{ failures: [{ share: 1, resource: Inner, nested: Instance, reason: no such version }] }';

    updateTo(
      world,
      { product, id },
      aTemplate({ resources: NESTED, parameters: '{ A: { Type: String, Default: a } }', hints }),
    );

    const failed = eventsOf(world, stack).findLast(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
    const nested = failed?.PhysicalResourceId ?? '';
    expect(failed).toMatchObject({
      LogicalResourceId: 'Inner',
      ResourceStatusReason: `Embedded stack ${nested} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [Instance]. `,
    });
    expect(told(eventsOf(world, nested), nested)).toContain('Instance UPDATE_FAILED: no such version');
    expect(statusOf(world, nested)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('of a nested stack beside a failing one tell a rollback without a failure', () => {
    const { world, product, id, stack } = aStack(aTemplate({ resources: NESTED }));
    const hints = '{ failures: [{ share: 1, resource: Inner, nested: Instance, reason: no such version }] }';
    updateTo(
      world,
      { product, id },
      aTemplate({ resources: NESTED, parameters: '{ A: { Type: String, Default: a } }', hints }),
    );
    const other = eventsOf(world, stack).find(({ LogicalResourceId }) => LogicalResourceId === 'Other');

    const events = told(eventsOf(world, other?.PhysicalResourceId ?? ''), other?.PhysicalResourceId ?? '');

    expect(events.slice(2)).toEqual([
      'stack UPDATE_IN_PROGRESS: User Initiated',
      'stack UPDATE_ROLLBACK_IN_PROGRESS',
      'stack UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'stack UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('are in pages, newest first, and none is of the future', () => {
    const { world, product, id, stack } = aStack();
    update(world, id, publish(world, product, aTemplate({ release: 2, hints: '{ updateTakes: 30 }' })));
    world.wait(1);
    const all = eventsOf(world, stack);
    world.pageLimit = 3;

    const first = world.ask<{ StackEvents: readonly EventShape[]; NextToken: string }>(spoke, 'DescribeStackEvents', {
      StackName: stack,
    });
    const second = world.ask<{ StackEvents: readonly EventShape[] }>(spoke, 'DescribeStackEvents', {
      StackName: stack,
      NextToken: first.NextToken,
    });

    expect([...first.StackEvents, ...second.StackEvents]).toEqual(all.slice(0, 6));
    expect(all.map(({ Timestamp }) => Timestamp.getTime())).toEqual(
      all.map(({ Timestamp }) => Timestamp.getTime()).toSorted((a, b) => b - a),
    );
    expect(all[0]).toMatchObject({ LogicalResourceId: 'Bucket', ResourceStatus: 'UPDATE_IN_PROGRESS' });
  });

  it('are none for what was refused before CloudFormation began', () => {
    const { world, product, id, stack } = aStack();
    const before = eventsOf(world, stack);

    updateTo(world, { product, id }, aTemplate());

    expect(eventsOf(world, stack)).toEqual(before);
  });
});

describe('the resources of a stack', () => {
  it('have the status that they had last', () => {
    const { world, product, id, stack } = aStack(aTemplate({ resources: TWO }));
    update(
      world,
      id,
      publish(world, product, aTemplate({ resources: TWO, parameters: '{ A: { Type: String, Default: a } }' })),
    );
    world.wait(1);

    const { StackResources } = world.ask<{ StackResources: readonly object[] }>(spoke, 'DescribeStackResources', {
      StackName: stack,
    });

    expect(StackResources).toMatchObject([
      { LogicalResourceId: 'Bucket', ResourceStatus: 'UPDATE_IN_PROGRESS' },
      { LogicalResourceId: 'Queue', ResourceStatus: 'UPDATE_IN_PROGRESS' },
    ]);
  });
});

describe('what a template says of failures', () => {
  it.each([
    { name: 'a resource that is not there', failure: '{ share: 1, resource: Queue, reason: no }' },
    { name: 'something nested in what is no stack', failure: '{ share: 1, resource: Bucket, nested: A, reason: no }' },
  ])('is refused with $name', ({ failure }) => {
    const world = new World();
    const shared = sharedProduct(world);

    const refusal = world.refusal(hub, 'CreateProvisioningArtifact', {
      ProductId: shared.product,
      Parameters: {
        Name: 'v2',
        Info: { LoadTemplateFromURL: world.template(aTemplate({ hints: `{ failures: [${failure}] }` })) },
      },
      IdempotencyToken: 'x',
    });

    expect(refusal).toContain('Template format error: Metadata.SimulatedOrganisation.failures.0');
  });
});
