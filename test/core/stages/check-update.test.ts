import { describe, expect, it, test } from '@jest/globals';
import { checkUpdate } from '@catalog-sweep/core';
import { aPlannedUpdate, aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/SC-111122223333-pp-1/abc';
const NESTED = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/SC-111122223333-pp-1-Database/def';
const startedAt = SWEEP_START + 60_000;
const event = {
  contractVersion: 1 as const,
  sweepId: SWEEP_ID,
  update: aPlannedUpdate({ stackId: STACK }),
  recordId: 'rec-2',
  startedAt,
};

/** A spoke with the record and the product of the update; `DescribeStackEvents` has no answer unless one is given. */
function aSpoke({
  record = {},
  product = {},
  DescribeStackEvents = () => refuse('UNKNOWN', 'nobody should ask'),
}: {
  record?: object;
  product?: object;
  DescribeStackEvents?: Script[string];
}): Script {
  return {
    DescribeRecord: () => ({
      RecordDetail: {
        RecordId: 'rec-2',
        RecordType: 'UPDATE_PROVISIONED_PRODUCT',
        Status: 'SUCCEEDED',
        ProvisionedProductId: 'pp-1',
        ProvisioningArtifactId: 'pa-2',
        LaunchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
        CreatedTime: new Date(startedAt),
        UpdatedTime: new Date(startedAt + 300_000),
        ...record,
      },
    }),
    DescribeProvisionedProduct: () => ({
      ProvisionedProductDetail: {
        Id: 'pp-1',
        Status: 'AVAILABLE',
        ProvisioningArtifactId: 'pa-2',
        LastRecordId: 'rec-2',
        ...product,
      },
    }),
    DescribeStackEvents,
  };
}

const failed = {
  Status: 'FAILED',
  RecordErrors: [{ Code: '1', Description: 'The stack rolled back' }],
};

function anEvent(seconds: number, parts: object): object {
  return {
    StackId: STACK,
    Timestamp: new Date(startedAt + seconds * 1000),
    ResourceType: 'AWS::SNS::Topic',
    ...parts,
  };
}

/** The events of the stack and its nested one, two a page, newest first; with an older failure that is of another operation. */
function stackEvents({ StackName: stack, NextToken: token }: Readonly<Record<string, unknown>>): object {
  const failure = { ResourceStatus: 'UPDATE_FAILED', PhysicalResourceId: 'some' };
  const events =
    stack === NESTED
      ? [
          anEvent(21, {
            ...failure,
            StackId: NESTED,
            LogicalResourceId: 'Alarm',
            ResourceStatusReason: 'Resource update cancelled',
          }),
          anEvent(20, {
            ...failure,
            StackId: NESTED,
            LogicalResourceId: 'Instance',
            ResourceType: 'AWS::RDS::DBInstance',
            ResourceStatusReason: 'storage cannot shrink',
          }),
        ]
      : [
          anEvent(40, {
            LogicalResourceId: 'SC',
            PhysicalResourceId: STACK,
            ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE',
          }),
          anEvent(31, { ...failure, LogicalResourceId: 'Topic', ResourceStatusReason: 'Resource update cancelled' }),
          anEvent(30, {
            LogicalResourceId: 'Database',
            PhysicalResourceId: NESTED,
            ResourceType: 'AWS::CloudFormation::Stack',
            ResourceStatus: 'UPDATE_FAILED',
            ResourceStatusReason: 'Embedded stack was not successfully updated',
          }),
          anEvent(1, { LogicalResourceId: 'Database', ResourceStatus: 'UPDATE_IN_PROGRESS' }),
          anEvent(-60, { ...failure, LogicalResourceId: 'Old', ResourceStatusReason: 'an earlier failure' }),
          anEvent(-61, { ...failure, LogicalResourceId: 'Older', ResourceStatusReason: 'an earlier failure still' }),
          anEvent(-62, { ...failure, LogicalResourceId: 'Oldest', ResourceStatusReason: 'the first failure of all' }),
        ];
  const first = Number(token ?? 0);
  return {
    StackEvents: events.slice(first, first + 2),
    NextToken: first + 2 < events.length ? `${first + 2}` : undefined,
  };
}

const stageOf = (script: Script): Stage => aStage({ sweep: aSweep(), script });

describe('checking an update', () => {
  it('promise 3: is UPDATED when the product shows the new version and is AVAILABLE', async () => {
    const stage = stageOf(aSpoke({}));

    const result = await checkUpdate(event, stage.context);

    expect(result).toEqual({
      kind: 'ended',
      end: {
        outcome: 'UPDATED',
        reason: 'updated from v1 to v2',
        errors: null,
        recordId: 'rec-2',
        recordStatus: 'SUCCEEDED',
        provisionedProductStatus: 'AVAILABLE',
        launchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
        startedAt,
        endedAt: startedAt + 300_000,
      },
    });
  });

  it('looks with the read role alone', async () => {
    const stage = stageOf(aSpoke({ record: failed, DescribeStackEvents: stackEvents }));

    await checkUpdate(event, stage.context);

    expect(new Set(stage.spokes.calls.map(({ access }) => access))).toEqual(new Set(['read']));
  });

  test.each(['CREATED', 'IN_PROGRESS', 'IN_PROGRESS_IN_ERROR'])(
    'promise 3: goes on while its record is %s',
    async (Status) => {
      const stage = stageOf(aSpoke({ record: { Status } }));

      const result = await checkUpdate(event, stage.context);

      expect(result).toEqual({ kind: 'running' });
    },
  );

  it('promise 11: costs one call to Service Catalog while it goes on', async () => {
    const stage = stageOf(aSpoke({ record: { Status: 'IN_PROGRESS' } }));

    await checkUpdate(event, stage.context);

    expect(stage.spokes.calls.map(({ operation }) => operation)).toEqual(['DescribeRecord']);
  });

  it('promise 3: looks again when the record succeeded and the product still shows the old version', async () => {
    const stage = stageOf(aSpoke({ product: { ProvisioningArtifactId: 'pa-1' } }));

    const result = await checkUpdate(event, stage.context);

    expect(result).toEqual({ kind: 'running' });
  });

  it('tells the first failed resource, in the nested stack, since the record began', async () => {
    const stage = stageOf(aSpoke({ record: failed, product: { Status: 'TAINTED' }, DescribeStackEvents: stackEvents }));

    const result = await checkUpdate(event, stage.context);

    expect(result).toMatchObject({
      kind: 'ended',
      end: {
        outcome: 'UPDATE_FAILED',
        reason: 'the update to v2 failed: Database/Instance (AWS::RDS::DBInstance): storage cannot shrink',
        errors: 'Database/Instance (AWS::RDS::DBInstance): storage cannot shrink',
        recordStatus: 'FAILED',
        provisionedProductStatus: 'TAINTED',
      },
    });
  });

  it('reads no page of events that is older than the record', async () => {
    const stage = stageOf(aSpoke({ record: failed, DescribeStackEvents: stackEvents }));

    await checkUpdate(event, stage.context);

    const tokens = stage.spokes.callsOf('DescribeStackEvents').map(({ NextToken }) => NextToken);
    expect(tokens).toEqual([undefined, '2', '4', undefined]);
  });

  test.each([
    { name: 'the stack shows no failure', DescribeStackEvents: () => ({ StackEvents: [] }) },
    { name: 'the events may not be read', DescribeStackEvents: () => refuse('ACCESS_DENIED') },
  ])("tells the record's own errors when $name", async ({ DescribeStackEvents }) => {
    const stage = stageOf(aSpoke({ record: failed, DescribeStackEvents }));

    const result = await checkUpdate(event, stage.context);

    expect(result).toMatchObject({ end: { outcome: 'UPDATE_FAILED', errors: 'The stack rolled back' } });
  });

  it('is NO_CHANGE when AWS found nothing to change', async () => {
    const record = { Status: 'FAILED', RecordErrors: [{ Code: '1', Description: 'No updates are to be performed.' }] };
    const stage = stageOf(aSpoke({ record }));

    const result = await checkUpdate(event, stage.context);

    expect(result).toMatchObject({ end: { outcome: 'NO_CHANGE', errors: null } });
  });

  it('goes on right before its deadline', async () => {
    const stage = stageOf(aSpoke({ record: { Status: 'IN_PROGRESS' } }));
    stage.clock.time = startedAt + 180 * 60_000 - 1;

    const result = await checkUpdate(event, stage.context);

    expect(result).toEqual({ kind: 'running' });
  });

  it('times out at its deadline, with what is known', async () => {
    const stage = stageOf(
      aSpoke({
        record: { Status: 'IN_PROGRESS' },
        product: { Status: 'UNDER_CHANGE' },
        DescribeStackEvents: stackEvents,
      }),
    );
    stage.clock.time = startedAt + 180 * 60_000;

    const result = await checkUpdate(event, stage.context);

    expect(result).toMatchObject({
      kind: 'ended',
      end: {
        outcome: 'UPDATE_TIMED_OUT',
        reason:
          'not finished after 180 minutes: its record is IN_PROGRESS; last event of its stack: SC UPDATE_ROLLBACK_COMPLETE',
        recordId: 'rec-2',
        recordStatus: 'IN_PROGRESS',
        provisionedProductStatus: 'UNDER_CHANGE',
        endedAt: stage.clock.time,
      },
    });
  });

  it('fails at its deadline when the record succeeded and the new version never showed', async () => {
    const stage = stageOf(aSpoke({ product: { ProvisioningArtifactId: 'pa-1' }, DescribeStackEvents: stackEvents }));
    stage.clock.time = startedAt + 180 * 60_000;

    const result = await checkUpdate(event, stage.context);

    expect(result).toMatchObject({ end: { outcome: 'UPDATE_FAILED', errors: expect.stringContaining('shows pa-1') } });
  });

  it('promise 10: follows what is under way though the sweep was stopped', async () => {
    const stage = stageOf(aSpoke({ record: { Status: 'IN_PROGRESS' } }));
    stage.work.putJson(`${SWEEP_ID}/stop.json`, { requestedAt: SWEEP_START, reason: 'change freeze' });

    const result = await checkUpdate(event, stage.context);

    expect(result).toEqual({ kind: 'running' });
  });
});
