import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import type { ClientClass } from '@catalog-sweep/core';
import { answering, type Script, ScriptedSpokes } from './scripted-spokes.ts';

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

  override hub<Client, Input extends object, Output extends object>(
    Client: ClientClass<Client, Input, Output>,
  ): Client {
    return answering(new Client({ region: 'eu-west-1' }), (operation, input) =>
      this.answer(operation, undefined, input),
    );
  }

  override hubCatalog(region: string): ServiceCatalogClient {
    return answering(new ServiceCatalogClient({ region }), (operation, input) => this.answer(operation, region, input));
  }

  hubCallsOf(operation: string): readonly HubCall[] {
    return this.hubCalls.filter((call) => call.operation === operation);
  }

  private answer(operation: string, region: string | undefined, input: HubCall['input']): object {
    this.hubCalls.push({ operation, region, input });
    const answer = this.hubScript[operation];
    if (answer === undefined) throw new Error(`the script has no answer to ${operation}`);
    return answer({ ...input, region });
  }
}
