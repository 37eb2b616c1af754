import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ExecutionDoesNotExist,
  paginateListExecutions,
  paginateListMapRuns,
  StartExecutionCommand,
  StopExecutionCommand,
  type ExecutionStatus,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { sweepIdOf, UsageError, type SweepId, type SweepRequest } from '@catalog-sweep/core';
import type { HubConnection } from './hub-connection.ts';

/** One execution of the hub's state machine, as the lists have it. Times are milliseconds since 1970. */
export interface ListedSweep {
  readonly sweepId: SweepId;
  readonly executionArn: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** The same with what only the execution itself tells. */
export interface DescribedSweep extends ListedSweep {
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** How far one of the Maps is. */
export interface MapRun {
  /** The Map's label, such as ScanTheTargets. */
  readonly label: string;
  readonly running: number;
  readonly total: number;
  readonly ended: number;
}

/** Begins a sweep under its id. Asking twice with the same id and request begins it once. */
export async function startSweep(
  { states, facts }: HubConnection,
  { sweepId, request }: { readonly sweepId: SweepId; readonly request: SweepRequest },
): Promise<void> {
  const command = new StartExecutionCommand({
    stateMachineArn: facts.stateMachineArn,
    name: sweepId,
    input: JSON.stringify(request),
  });
  await states.send(command);
}

/** The sweeps and doctor's runs, newest first. Step Functions forgets them 90 days after their end. */
export async function* sweepsOf({ states, facts }: HubConnection): AsyncGenerator<ListedSweep> {
  const pages = paginateListExecutions({ client: states }, { stateMachineArn: facts.stateMachineArn });
  for await (const { executions = [] } of pages) {
    for (const { executionArn = '', name = '', status = 'RUNNING', startDate, stopDate } of executions) {
      const startedAt = startDate?.getTime() ?? 0;
      const sweepId = sweepIdOf({ name, startedAt });
      yield { sweepId, executionArn, status, startedAt, endedAt: stopDate?.getTime() };
    }
  }
}

/** Undefined when Step Functions knows none. One that Scheduler began has another name than its id, and is searched for. */
async function describeSweep(hub: HubConnection, sweepId: SweepId): Promise<DescribedSweep | undefined> {
  const arn = `${hub.facts.stateMachineArn.replace(':stateMachine:', ':execution:')}:${sweepId}`;
  const named = await describe(hub.states, { sweepId, executionArn: arn });
  if (named !== undefined) return named;
  for await (const { sweepId: id, executionArn } of sweepsOf(hub)) {
    if (id === sweepId) return describe(hub.states, { sweepId, executionArn });
  }
  return undefined;
}

/** The sweep of an id. Throws UsageError when Step Functions knows no such sweep. */
export async function knownSweep(hub: HubConnection, sweepId: SweepId): Promise<DescribedSweep> {
  const found = await describeSweep(hub, sweepId);
  if (found === undefined)
    throw new UsageError([`no sweep ${sweepId} in the hub: status --list shows those there are`]);
  return found;
}

async function describe(
  states: SFNClient,
  { sweepId, executionArn }: { readonly sweepId: SweepId; readonly executionArn: string },
): Promise<DescribedSweep | undefined> {
  try {
    const found = await states.send(new DescribeExecutionCommand({ executionArn }));
    const { status = 'RUNNING', startDate, stopDate, input = '', output, error, cause } = found;
    const startedAt = startDate?.getTime() ?? 0;
    return { sweepId, executionArn, status, startedAt, endedAt: stopDate?.getTime(), input, output, error, cause };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** Ends an execution at once. The hub's rule on its status then finishes the sweep. */
export async function abortSweep(
  { states }: HubConnection,
  { executionArn, reason }: { readonly executionArn: string; readonly reason: string },
): Promise<void> {
  await states.send(new StopExecutionCommand({ executionArn, error: 'CatalogSweep.Aborted', cause: reason }));
}

/** How far the Maps of an execution are, in the order in which they began. */
export async function mapRunsOf({ states }: HubConnection, executionArn: string): Promise<readonly MapRun[]> {
  const runs: MapRun[] = [];
  for await (const { mapRuns = [] } of paginateListMapRuns({ client: states }, { executionArn })) {
    for (const { mapRunArn = '' } of mapRuns) {
      const { executionCounts: counts } = await states.send(new DescribeMapRunCommand({ mapRunArn }));
      const { total = 0, running = 0, pending = 0 } = counts ?? {};
      runs.push({ label: labelIn(mapRunArn), total, running, ended: total - running - pending });
    }
  }
  return runs.toReversed();
}

/** `arn:…:mapRun:CatalogSweep/ScanTheTargets:0f1e…` */
function labelIn(mapRunArn: string): string {
  return /\/([^:]+):[^:]*$/.exec(mapRunArn)?.[1] ?? '';
}
