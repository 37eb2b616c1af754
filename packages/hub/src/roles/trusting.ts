import { policyDocument, type PolicyDocument } from '@catalog-sweep/core';

/** The trust policy of a role that one AWS service takes on. */
export function trusting(service: string): PolicyDocument {
  return policyDocument({
    Sid: 'ItsServiceAlone',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { Service: service },
  });
}
