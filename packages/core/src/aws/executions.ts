import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  paginateListExecutions,
  type ExecutionListItem,
  type ExecutionStatus,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { executionCause } from '../decisions/caught-error.ts';
import type { AwsGateway } from './gateway.ts';

/** One execution of the state machine. Times are milliseconds since 1970. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt: number | undefined;
}

export interface ExecutionFacts {
  readonly input: string;
  /** Empty when it has none. */
  readonly output: string;
  readonly cause: string | null;
}

/** The executions of one state machine. Step Functions forgets them 90 days after their end. */
export interface Executions {
  /** Those that began at a time or later, the latest first. */
  startedSince(time: number): Promise<Execution[]>;
  /** Input and output of an execution, as JSON, and why it ended, in words. */
  describe(arn: string): Promise<ExecutionFacts>;
  /** When the state machine was made. */
  createdAt(): Promise<number>;
}

export function executionsOf(aws: AwsGateway, stateMachineArn: string): Executions {
  const sfn = aws.hub(SFNClient);
  return {
    async startedSince(time) {
      const executions: Execution[] = [];
      // The most recent come first, so nothing is missed by leaving at the first that is older.
      // https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
      for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
        const found = (page.executions ?? []).map(executionOf);
        executions.push(...found.filter(({ startedAt }) => startedAt >= time));
        if (found.some(({ startedAt }) => startedAt < time)) break;
      }
      return executions;
    },
    async describe(executionArn) {
      const { input, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return { input: input ?? '', output: output ?? '', cause: executionCause({ error, cause }) };
    },
    async createdAt() {
      const { creationDate } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
      return creationDate?.getTime() ?? 0;
    },
  };
}

function executionOf({ executionArn, name, status, startDate, stopDate }: ExecutionListItem): Execution {
  return {
    arn: executionArn ?? '',
    name: name ?? '',
    status: status ?? 'RUNNING',
    startedAt: startDate?.getTime() ?? 0,
    endedAt: stopDate?.getTime(),
  };
}
