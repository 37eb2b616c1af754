import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../clock.ts';
import { countedAndClassified, type ClientClass } from './client-middleware.ts';
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

  /** Absent credentials are the hub's own. */
  function open<Client, Input extends object, Output extends object>(
    Client: ClientClass<Client, Input, Output>,
    invocation: Invocation,
    { region, credentials }: Place,
  ): Client {
    const own = credentials ?? settings.credentials;
    const client = new Client({
      region,
      requestHandler,
      maxAttempts: MAX_ATTEMPTS,
      retryStrategy: retryOnClock({ clock: settings.clock, invocation, region }),
      ...(own === undefined ? {} : { credentials: own }),
      ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    });
    client.middlewareStack.use(
      countedAndClassified({
        // The name that requests are signed for is also the one that IAM has for the service.
        service: client.config.defaultSigningName,
        side: credentials === undefined ? 'hub' : 'spoke',
        calls,
        signal: invocation.signal,
      }),
    );
    return client;
  }

  function gateway(invocation: Invocation): AwsGateway {
    const inHub = { region: settings.hubRegion };
    const sts = open(STSClient, invocation, inHub);
    return {
      hub: (Client) => open(Client, invocation, inHub),
      hubCatalog: (region) => open(ServiceCatalogClient, invocation, { region }),
      async spoke({ account, region }, access) {
        const credentials = await sessions.credentials({ account, access, sts, invocation });
        const place = { region, credentials };
        return {
          serviceCatalog: open(ServiceCatalogClient, invocation, place),
          cloudFormation: open(CloudFormationClient, invocation, place),
          // In the Region that is enabled for sure: IAM is not Regional, and the target's Region may be what is wrong.
          global: (Client) => open(Client, invocation, { ...inHub, credentials }),
        };
      },
    };
  }

  return {
    gateway,
    bucket: (name, invocation) => s3ObjectStore(open(S3Client, invocation, { region: settings.hubRegion }), name),
    calls: () => Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    close: () => requestHandler.destroy(),
  };
}

/** Where a client calls, and as whom. */
interface Place {
  readonly region: string;
  readonly credentials?: AwsCredentialIdentity;
}
