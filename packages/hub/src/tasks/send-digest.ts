import { publish, sendDigest, SendDigestResult, SweepFinishedEvent } from '@catalog-sweep/core';
import { digestIn } from '../function-settings.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'send-digest',
  event: SweepFinishedEvent,
  result: SendDigestResult,
  run(event, context, settings) {
    const { when, topicArn } = digestIn(settings);
    return sendDigest(event, { when, publish: (digest) => publish(context.aws, { topicArn, ...digest }) }, context);
  },
});
