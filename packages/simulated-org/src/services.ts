import { accountOperations } from './account/operations.ts';
import { cloudFormationOperations } from './cloudformation/operations.ts';
import { iamOperations } from './iam/operations.ts';
import { lambdaOperations } from './lambda/operations.ts';
import type { Operation } from './operation.ts';
import { organizationsOperations } from './organizations/operations.ts';
import { jsonProtocol } from './protocols/json.ts';
import type { Protocol } from './protocols/protocol.ts';
import { queryProtocol } from './protocols/query.ts';
import { restJsonProtocol } from './protocols/rest-json.ts';
import { serviceCatalogOperations } from './service-catalog/operations.ts';
import { ssmOperations } from './ssm/operations.ts';
import { stepFunctionsOperations } from './step-functions/operations.ts';
import { stsOperations } from './sts/operations.ts';

/** A service by the name that its signatures have; operations are in the shapes of the wire. */
export interface Service {
  readonly protocol: Protocol;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The code of an operation that is not known. */
  readonly unknownOperation: string;
}

/** The services that speak in operations; S3, which speaks in paths, is in s3/. */
export const SERVICES: Readonly<Record<string, Service>> = {
  servicecatalog: {
    protocol: jsonProtocol({ version: '1.1', errorText: 'Message' }),
    operations: serviceCatalogOperations,
    unknownOperation: 'UnknownOperationException',
  },
  organizations: {
    protocol: jsonProtocol({ version: '1.1', errorText: 'Message' }),
    operations: organizationsOperations,
    unknownOperation: 'UnknownOperationException',
  },
  ssm: {
    protocol: jsonProtocol({ version: '1.1', errorText: 'message' }),
    operations: ssmOperations,
    unknownOperation: 'UnknownOperationException',
  },
  states: {
    protocol: jsonProtocol({ version: '1.0', errorText: 'message' }),
    operations: stepFunctionsOperations,
    unknownOperation: 'UnknownOperationException',
  },
  sts: {
    protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: stsOperations,
    unknownOperation: 'InvalidAction',
  },
  iam: {
    protocol: queryProtocol('https://iam.amazonaws.com/doc/2010-05-08/'),
    operations: iamOperations,
    unknownOperation: 'InvalidAction',
  },
  cloudformation: {
    protocol: queryProtocol('http://cloudformation.amazonaws.com/doc/2010-05-15/'),
    operations: cloudFormationOperations,
    unknownOperation: 'InvalidAction',
  },
  account: {
    protocol: restJsonProtocol({
      'POST /getRegionOptStatus': 'GetRegionOptStatus',
      'POST /listRegions': 'ListRegions',
    }),
    operations: accountOperations,
    unknownOperation: 'UnknownOperationException',
  },
  lambda: {
    protocol: restJsonProtocol({ 'GET /2016-08-19/account-settings': 'GetAccountSettings' }),
    operations: lambdaOperations,
    unknownOperation: 'UnknownOperationException',
  },
};
