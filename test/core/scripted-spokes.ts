import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsError, type AwsGateway, type HubClients, type SpokeAccess, type SpokeClients } from '@catalog-sweep/core';

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
    const serviceCatalog = new ServiceCatalogClient({ region });
    const cloudFormation = new CloudFormationClient({ region });
    const iam = new IAMClient({ region });
    for (const client of [iam, serviceCatalog, cloudFormation]) {
      client.middlewareStack.add(
        (_next, context) => async (args) => {
          const operation = (context['commandName'] ?? '').replace(/Command$/, '');
          const input: Call['input'] = { ...args.input };
          this.calls.push({ operation, access, account, region, input });
          const answer = this.script[operation];
          if (answer === undefined) {
            throw new Error(`the script has no answer to ${operation}`);
          }
          return { output: { $metadata: {}, ...answer(input) }, response: {} };
        },
        { step: 'initialize' },
      );
    }
    return { iam, serviceCatalog, cloudFormation };
  }

  hub(): HubClients {
    return {
      account: new AccountClient({}),
      cloudFormation: new CloudFormationClient({}),
      lambda: new LambdaClient({}),
      organizations: new OrganizationsClient({}),
      sfn: new SFNClient({}),
      sts: new STSClient({}),
    };
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
