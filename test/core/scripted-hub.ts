import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import type { HubClients } from '@catalog-sweep/core';
import { type Script, ScriptedSpokes } from './scripted-spokes.ts';

/** A call to the hub's own account; what is not Regional has no Region. */
export interface HubCall {
  readonly operation: string;
  readonly region: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A gateway whose hub answers from a script, as its spokes do. */
export class ScriptedHub extends ScriptedSpokes {
  readonly hubCalls: HubCall[] = [];
  private readonly hubScript: Script;

  constructor(script: Script) {
    super({});
    this.hubScript = script;
  }

  override hub(): HubClients {
    const region = 'eu-west-1';
    const account = new AccountClient({ region });
    const cloudFormation = new CloudFormationClient({ region });
    const lambda = new LambdaClient({ region });
    const organizations = new OrganizationsClient({ region });
    const sfn = new SFNClient({ region });
    const sts = new STSClient({ region });
    const answered = (_next: unknown, context: Readonly<Record<string, unknown>>) => async (args: { input: object }) =>
      this.answer(String(context['commandName']), undefined, { ...args.input });
    const first = { step: 'initialize' } as const;
    account.middlewareStack.add(answered, first);
    cloudFormation.middlewareStack.add(answered, first);
    lambda.middlewareStack.add(answered, first);
    organizations.middlewareStack.add(answered, first);
    sfn.middlewareStack.add(answered, first);
    sts.middlewareStack.add(answered, first);
    return { account, cloudFormation, lambda, organizations, sfn, sts };
  }

  override hubCatalog(region: string): ServiceCatalogClient {
    const client = new ServiceCatalogClient({ region });
    client.middlewareStack.add(
      (_next, context) => async (args) => this.answer(context['commandName'], region, { ...args.input }),
      { step: 'initialize' },
    );
    return client;
  }

  hubCallsOf(operation: string): readonly HubCall[] {
    return this.hubCalls.filter((call) => call.operation === operation);
  }

  private answer(command: string | undefined, region: string | undefined, input: HubCall['input']) {
    const operation = (command ?? '').replace(/Command$/, '');
    this.hubCalls.push({ operation, region, input });
    const answer = this.hubScript[operation];
    if (answer === undefined) throw new Error(`the script has no answer to ${operation}`);
    return { output: { $metadata: {}, ...answer({ ...input, region }) }, response: {} };
  }
}
