import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import type {
  Clock,
  ExecutionEnd,
  ExecutionRun,
  OrganisationSettings,
  ServiceEvent,
} from '@catalog-sweep/simulated-org';
import { SimulatedClock } from '@catalog-sweep/simulated-org';
import { HUB, Organisations, REGION, START, type OpenOrganisation } from '../platform/small-organisation.ts';

export const STATE_MACHINE = `arn:aws:states:${REGION}:${HUB}:stateMachine:Sweep`;

export function executionOf(name: string): string {
  return `arn:aws:states:${REGION}:${HUB}:execution:Sweep:${name}`;
}

/** What an execution is told to do. */
interface Wish {
  /** How long it takes. */
  readonly seconds?: number;
  readonly end?: ExecutionEnd;
  /** A Map Run with so many children, of which the first fails, and the last takes as long as the whole. */
  readonly children?: number;
}

/** Does what its input says. */
async function run({ arn, input, signal, report }: ExecutionRun, clock: Clock): Promise<ExecutionEnd> {
  const { seconds = 0, end = { status: 'SUCCEEDED', output: { done: true } }, children = 0 } = input as Wish;
  const event = (id: number, type: string, details: object) =>
    report({
      type: 'history event',
      execution: arn,
      event: { id, previousEventId: id - 1, timestamp: clock.now(), type, details: { ...details } },
    });
  event(1, 'ExecutionStarted', { input, roleArn: 'a-role' });
  event(2, 'TaskStateEntered', { name: 'Work', input });
  if (children > 0) startChildren(children, { arn, report });
  await clock.sleep(seconds * 1000, signal);
  event(3, 'TaskStateExited', { name: 'Work', output: null });
  return end;
}

function startChildren(count: number, { arn, report }: Pick<ExecutionRun, 'arn' | 'report'>): void {
  const mapRun = mapRunOf(arn);
  const limits = { maxConcurrency: 2, toleratedFailureCount: 0, toleratedFailurePercentage: 100 };
  report({ type: 'map run started', mapRun, execution: arn, ...limits });
  report({ type: 'map run counted', mapRun, items: count + 1 });
  for (let index = 0; index < count; index += 1) {
    const name = `child-${index}`;
    const child = `${mapRun.replace(':mapRun:', ':execution:').slice(0, mapRun.lastIndexOf(':') + 3)}:${name}`;
    report({ type: 'child started', mapRun, child, name, input: index });
    if (index === count - 1) continue;
    const end: ExecutionEnd =
      index === 0 ? { status: 'FAILED', error: 'Lost' } : { status: 'SUCCEEDED', output: index };
    report({ type: 'child ended', mapRun, child, end });
  }
}

export function mapRunOf(execution: string): string {
  return `arn:aws:states:${REGION}:${HUB}:mapRun:Sweep/Each:${execution.slice(execution.lastIndexOf(':') + 1)}`;
}

/** An organisation with one state machine, and a client of somebody who may do everything in the hub. */
export interface OpenStates {
  readonly open: OpenOrganisation;
  readonly clock: SimulatedClock;
  readonly client: SFNClient;
  /** What EventBridge was told. */
  readonly events: ServiceEvent[];
  readonly start: (name: string, wish?: Wish) => Promise<string>;
  readonly describe: (executionArn: string) => Promise<DescribeExecutionCommandOutput>;
}

export class StateMachines {
  readonly organisations = new Organisations();

  async open(settings: Partial<OrganisationSettings> & { readonly role?: string } = {}): Promise<OpenStates> {
    const { role = 'Admin', ...others } = settings;
    const clock = new SimulatedClock(START);
    const events: ServiceEvent[] = [];
    const open = await this.organisations.open({
      clock,
      stateMachines: [
        {
          account: HUB,
          region: REGION,
          name: 'Sweep',
          roleArn: `arn:aws:iam::${HUB}:role/Admin`,
          run: (execution) => run(execution, clock),
        },
      ],
      eventTarget: (event) => {
        events.push(event);
        return Promise.resolve();
      },
      ...others,
    });
    const client = new SFNClient(open.settings({ account: HUB, role }, REGION));
    return {
      open,
      clock,
      client,
      events,
      async start(name, wish = {}) {
        const input = JSON.stringify(wish);
        const command = new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, name, input });
        return (await client.send(command)).executionArn ?? '';
      },
      describe: (executionArn) => client.send(new DescribeExecutionCommand({ executionArn })),
    };
  }

  closeAll(): Promise<void> {
    return this.organisations.closeAll();
  }
}

/** What an SDK calls the error of a request. */
export async function errorOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
  return 'no error';
}
