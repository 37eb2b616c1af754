import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import {
  AwsError,
  type AwsGateway,
  type ClientClass,
  type SpokeAccess,
  type SpokeClients,
  type WatchedClient,
} from '@catalog-sweep/core';

/** What AWS answers to each operation, by its name; one that throws answers with an error. */
export type Script = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>>;

export interface Call {
  readonly operation: string;
  readonly access: SpokeAccess;
  readonly account: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A gateway whose spokes answer from a script; the SDK's clients are real, up to the point where they would go to the network. */
export class ScriptedSpokes implements AwsGateway {
  readonly calls: Call[] = [];
  private readonly script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  async spoke(target: { account: string; region: string }, access: SpokeAccess): Promise<SpokeClients> {
    this.script['AssumeRole']?.({ ...target, access });
    const { account, region } = target;
    const answer = (operation: string, input: Call['input']) => {
      this.calls.push({ operation, access, account, region, input });
      const scripted = this.script[operation];
      if (scripted === undefined) throw new Error(`the script has no answer to ${operation}`);
      return scripted(input);
    };
    return {
      serviceCatalog: answering(new ServiceCatalogClient({ region }), answer),
      cloudFormation: answering(new CloudFormationClient({ region }), answer),
      global: (Client) => answering(new Client({ region }), answer),
    };
  }

  hub<Client, Input extends object, Output extends object>(Client: ClientClass<Client, Input, Output>): Client {
    return new Client({ region: 'eu-west-1' });
  }

  hubCatalog(region: string): ServiceCatalogClient {
    return new ServiceCatalogClient({ region });
  }

  /** The inputs of the calls of an operation. */
  callsOf(operation: string): readonly Call['input'][] {
    return this.calls.filter((call) => call.operation === operation).map(({ input }) => input);
  }
}

/** Throws what the gateway throws. */
export function refuse(kind: AwsError['kind'], message = 'refused'): never {
  throw new AwsError({ kind, operation: 'service:Operation', code: 'SomeException', message });
}

/** A client that never goes to the network: each call is answered by its operation and input. */
export function answering<Client, Input extends object, Output extends object>(
  client: Client & WatchedClient<Input, Output>,
  answer: (operation: string, input: Call['input']) => object,
): Client {
  client.middlewareStack.add(
    (_next, context) => async (args) => {
      const operation = (context['commandName'] ?? '').replace(/Command$/, '');
      const output = { $metadata: {}, ...answer(operation, Object.fromEntries(Object.entries(args.input))) };
      return { output: output as object as Output, response: {} };
    },
    { step: 'initialize' },
  );
  return client;
}
