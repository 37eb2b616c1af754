import { policyDocument, type PolicyDocument } from '@catalog-sweep/core';
import type { HubRoleSettings } from './hub-role-settings.ts';

/**
 * The trust policy of a role that one AWS service takes on, and only for this account: a service that acts for somebody else is not let in. Lambda
 * sends aws:SourceAccount; for Step Functions, which documents it, the state machine can be told as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trusting(
  service: string,
  { hubAccount }: Pick<HubRoleSettings, 'hubAccount'>,
  sourceArn?: string,
): PolicyDocument {
  return policyDocument({
    Sid: 'ItsServiceAlone',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { Service: service },
    Condition: {
      StringEquals: { 'aws:SourceAccount': hubAccount },
      ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
    },
  });
}
