import { cloudFormationOperations } from './cloudformation/operations.ts';
import type { Operation } from './operation.ts';
import { organizationsOperations } from './organizations/operations.ts';
import { jsonProtocol } from './protocols/json.ts';
import type { Protocol } from './protocols/protocol.ts';
import { queryProtocol } from './protocols/query.ts';
import { serviceCatalogOperations } from './service-catalog/operations.ts';
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
    protocol: jsonProtocol,
    operations: serviceCatalogOperations,
    unknownOperation: 'UnknownOperationException',
  },
  organizations: {
    protocol: jsonProtocol,
    operations: organizationsOperations,
    unknownOperation: 'UnknownOperationException',
  },
  sts: {
    protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: stsOperations,
    unknownOperation: 'InvalidAction',
  },
  cloudformation: {
    protocol: queryProtocol('http://cloudformation.amazonaws.com/doc/2010-05-15/'),
    operations: cloudFormationOperations,
    unknownOperation: 'InvalidAction',
  },
};
