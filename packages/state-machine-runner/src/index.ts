export type { Clock } from './clock.ts';
export { UnsupportedDefinitionError } from './errors.ts';
export type { ExecutionEvent, S3Access, Statistics, TaskAnswer, TaskInvoker } from './execution.ts';
export type { HistoryEvent } from './history.ts';
export type { ChildEnd, ExecutionReport } from './report.ts';
export { loadStateMachine, type StateMachine } from './load-state-machine.ts';
export { runExecution, type ExecutionRequest, type ExecutionResult } from './run-execution.ts';
