import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../clock.ts';
import { countedAndClassified, type Side } from './client-middleware.ts';
import type { AwsGateway } from './gateway.ts';
import type { ObjectStore } from './object-store.ts';
import { MAX_ATTEMPTS, retryOnClock } from './retry-on-clock.ts';
import { s3ObjectStore } from './s3-object-store.ts';
import { SpokeSessions } from './spoke-sessions.ts';

/** Where the hub is, and how to reach AWS from there. */
export interface ConnectionSettings {
  readonly clock: Clock;
  /** The hub's Region; STS is called there, because its credentials then serve in all Regions. */
  readonly hubRegion: string;
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  /** The hub's own; absent: whatever the SDK finds in its environment. */
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Absent: AWS, or what AWS_ENDPOINT_URL says. */
  readonly endpoint?: string;
}

/** One run of one stage, as far as calls to AWS must know it. */
export interface Invocation {
  /** No retry is begun that would end later than this, in milliseconds since 1970. */
  readonly deadline: number;
  /** Names the sessions in the spokes, as CloudTrail shows them; 2 to 64 of `[\w+=,.@-]`. */
  readonly sessionName: string;
  /** Aborted when the invocation was ended from outside: from then on no call goes out and no answer comes in. */
  readonly signal?: AbortSignal;
}

/** What a process keeps between invocations: HTTP connections, the spokes' sessions, and the count of calls. */
export interface AwsConnections {
  gateway(invocation: Invocation): AwsGateway;
  bucket(name: string, invocation: Invocation): ObjectStore;
  /** How often each operation was called, retries included: `sts:AssumeRole` -> 12. */
  calls(): Readonly<Record<string, number>>;
  close(): void;
}

/** Opens nothing yet; clients are made for each invocation, so that no process grows with the number of accounts it has met. */
export function openConnections(settings: ConnectionSettings): AwsConnections {
  // One account has at most a handful of calls under way; the sockets are for the many accounts that one process may serve.
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 5_000,
    requestTimeout: 60_000,
    httpsAgent: { maxSockets: 200 },
    httpAgent: { maxSockets: 200 },
  });
  const calls = new Map<string, number>();
  const sessions = new SpokeSessions(settings.clock, settings.partition);

  /** Settings of one client. `side` is whose credentials it has. */
  function client(invocation: Invocation, region: string, credentials = settings.credentials) {
    return {
      region,
      requestHandler,
      maxAttempts: MAX_ATTEMPTS,
      retryStrategy: retryOnClock({ clock: settings.clock, invocation, region }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    };
  }

  function gateway(invocation: Invocation): AwsGateway {
    const watched = (service: string, side: Side) => ({ service, side, calls, signal: invocation.signal });
    const sts = new STSClient(client(invocation, settings.hubRegion));
    sts.middlewareStack.use(countedAndClassified(watched('sts', 'hub')));
    return {
      hub() {
        const own = client(invocation, settings.hubRegion);
        const account = new AccountClient(own);
        account.middlewareStack.use(countedAndClassified(watched('account', 'hub')));
        const cloudFormation = new CloudFormationClient(own);
        cloudFormation.middlewareStack.use(countedAndClassified(watched('cloudformation', 'hub')));
        const lambda = new LambdaClient(own);
        lambda.middlewareStack.use(countedAndClassified(watched('lambda', 'hub')));
        const organizations = new OrganizationsClient(own);
        organizations.middlewareStack.use(countedAndClassified(watched('organizations', 'hub')));
        const sfn = new SFNClient(own);
        sfn.middlewareStack.use(countedAndClassified(watched('states', 'hub')));
        return { account, cloudFormation, lambda, organizations, sfn, sts };
      },
      hubCatalog(region) {
        const catalog = new ServiceCatalogClient(client(invocation, region));
        catalog.middlewareStack.use(countedAndClassified(watched('servicecatalog', 'hub')));
        return catalog;
      },
      async spoke({ account, region }, access) {
        const credentials = await sessions.credentials({ account, access, sts, invocation });
        const serviceCatalog = new ServiceCatalogClient(client(invocation, region, credentials));
        serviceCatalog.middlewareStack.use(countedAndClassified(watched('servicecatalog', 'spoke')));
        const cloudFormation = new CloudFormationClient(client(invocation, region, credentials));
        cloudFormation.middlewareStack.use(countedAndClassified(watched('cloudformation', 'spoke')));
        // IAM is not Regional, and asked for where Regions may not be enabled.
        const iam = new IAMClient(client(invocation, settings.hubRegion, credentials));
        iam.middlewareStack.use(countedAndClassified(watched('iam', 'spoke')));
        return { iam, serviceCatalog, cloudFormation };
      },
    };
  }

  return {
    gateway,
    bucket(name, invocation) {
      const s3 = new S3Client(client(invocation, settings.hubRegion));
      s3.middlewareStack.use(countedAndClassified({ service: 's3', side: 'hub', calls, signal: invocation.signal }));
      return s3ObjectStore(s3, name);
    },
    calls: () => Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    close: () => requestHandler.destroy(),
  };
}
