/** The kinds of faults that a service answers with an error of its own. */
export const ERROR_KINDS = ['throttled', 'server-error', 'unavailable', 'credentials-expired', 'denied'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

interface ErrorOnTheWire {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/**
 * What AWS JSON services answer with. ThrottlingException, InternalFailure and ServiceUnavailable are in the list of common errors
 * (https://docs.aws.amazon.com/servicecatalog/latest/dg/CommonErrors.html); that Service Catalog throttles with the first is unverified, its model has none.
 */
const JSON_ERRORS: Readonly<Record<ErrorKind, ErrorOnTheWire>> = {
  throttled: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
  'server-error': { code: 'InternalFailure', status: 500, message: 'The request processing has failed' },
  unavailable: { code: 'ServiceUnavailable', status: 503, message: 'The request has failed for a while' },
  'credentials-expired': {
    code: 'ExpiredTokenException',
    status: 400,
    message: 'The security token included in the request is expired',
  },
  denied: { code: 'AccessDeniedException', status: 400, message: 'User is not authorized to perform this operation' },
};

/** AWS Query: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html; Throttling is in CloudFormation's. */
const QUERY_ERRORS: Readonly<Record<ErrorKind, ErrorOnTheWire>> = {
  ...JSON_ERRORS,
  throttled: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  'credentials-expired': { ...JSON_ERRORS['credentials-expired'], code: 'ExpiredToken', status: 403 },
  denied: { ...JSON_ERRORS.denied, code: 'AccessDenied', status: 403 },
};

/** TooManyRequestsException 429 is in the models of Account Management and Lambda. */
const REST_ERRORS: Readonly<Record<ErrorKind, ErrorOnTheWire>> = {
  ...JSON_ERRORS,
  throttled: { code: 'TooManyRequestsException', status: 429, message: 'Rate exceeded' },
  'credentials-expired': { ...JSON_ERRORS['credentials-expired'], status: 403 },
  denied: { ...JSON_ERRORS.denied, status: 403 },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const S3_ERRORS: Readonly<Record<ErrorKind, ErrorOnTheWire>> = {
  throttled: { code: 'SlowDown', status: 503, message: 'Please reduce your request rate' },
  'server-error': { code: 'InternalError', status: 500, message: 'We encountered an internal error' },
  unavailable: { code: 'ServiceUnavailable', status: 503, message: 'Service is unable to handle request' },
  'credentials-expired': { code: 'ExpiredToken', status: 400, message: 'The provided token has expired' },
  denied: { code: 'AccessDenied', status: 403, message: 'Access Denied' },
};

/** Each service's own errors, by its name in signatures. */
export const SERVICE_ERRORS: Readonly<Record<string, Readonly<Record<ErrorKind, ErrorOnTheWire>>>> = {
  account: REST_ERRORS,
  cloudformation: QUERY_ERRORS,
  iam: QUERY_ERRORS,
  lambda: REST_ERRORS,
  // Its model has TooManyRequestsException and ServiceException.
  organizations: {
    ...JSON_ERRORS,
    throttled: { code: 'TooManyRequestsException', status: 400, message: 'Rate exceeded' },
    'server-error': { code: 'ServiceException', status: 500, message: 'AWS Organizations cannot complete the request' },
  },
  s3: S3_ERRORS,
  servicecatalog: JSON_ERRORS,
  ssm: JSON_ERRORS,
  states: JSON_ERRORS,
  sts: QUERY_ERRORS,
};
