import { EVENT_SOURCE, SWEEP_FINISHED, type NewsHandler, type PolicyStatement } from '@catalog-sweep/core';
import { queryStatements } from '../reporting/report-statements.ts';
import { bucketStatements } from './bucket-statements.ts';
import { hubArn, reportPlace, type HubRoleSettings } from './hub-role-settings.ts';

/** What telling of a finished sweep takes: the digest to the topic, and the page beside the logs. */
export function newsStatements(settings: HubRoleSettings): Readonly<Record<NewsHandler, readonly PolicyStatement[]>> {
  const { partition, workBucket, logBucket, logPrefix } = settings;
  const work = bucketStatements(partition, 'Work', workBucket);
  const logs = bucketStatements(partition, 'Log', logBucket);
  return {
    'send-digest': [
      work.list,
      work.read('*/sweep.json', '*/summary.json', '*/digest.json'),
      work.put('*/digest.json'),
      logs.list,
      logs.read(`${logPrefix}/*`, 'catalog-sweep/sweeps/*'),
      ...topicStatements(settings),
    ],
    'write-dashboard': [
      ...queryStatements(reportPlace(settings)),
      logs.list,
      // Athena reads all logs in the name of who asks.
      logs.read(`${logPrefix}/*`, 'catalog-sweep/targets/*', 'catalog-sweep/sweeps/*', 'catalog-sweep/findings/*'),
      logs.put('catalog-sweep/dashboard/*'),
    ],
  };
}

/** What finish-sweep needs to tell that a sweep is finished. */
export function announcing(settings: HubRoleSettings): PolicyStatement {
  return {
    Sid: 'TellOfFinishedSweeps',
    Effect: 'Allow',
    Action: ['events:PutEvents'],
    Resource: [`${hubArn('events', settings)}:event-bus/default`],
    Condition: { StringEquals: { 'events:source': EVENT_SOURCE, 'events:detail-type': SWEEP_FINISHED } },
  };
}

/** The topic is encrypted: who publishes needs its key. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function topicStatements({ topicArn, topicKey, hubRegion }: HubRoleSettings): readonly PolicyStatement[] {
  if (topicArn === undefined || topicKey === undefined) return [];
  return [
    { Sid: 'SendDigests', Effect: 'Allow', Action: ['sns:Publish'], Resource: [topicArn] },
    {
      Sid: 'UseTopicKey',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: [topicKey],
      Condition: { StringEquals: { 'kms:ViaService': `sns.${hubRegion}.amazonaws.com` } },
    },
  ];
}
