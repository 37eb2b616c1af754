import type { Operation } from '../operation.ts';
import { describeExecution, startExecution, stopExecution } from './execution-operations.ts';
import { getExecutionHistory, listExecutions } from './lists.ts';
import { describeMapRun, listMapRuns } from './map-run-operations.ts';

/** The operations of Step Functions, as BEHAVIOUR.md has them. */
export const stepFunctionsOperations: Readonly<Record<string, Operation>> = {
  StartExecution: startExecution,
  DescribeExecution: describeExecution,
  StopExecution: stopExecution,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
  DescribeMapRun: describeMapRun,
  ListMapRuns: listMapRuns,
};
