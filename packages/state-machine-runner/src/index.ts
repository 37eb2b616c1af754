export type { Clock } from './clock.ts';
export { UnsupportedDefinitionError } from './errors.ts';
export type { ExecutionEvent, S3Access, Statistics, TaskAnswer, TaskInvoker } from './execution.ts';
export { loadStateMachine, type StateMachine } from './load-state-machine.ts';
export { runExecution, type ExecutionRequest, type ExecutionResult } from './run-execution.ts';
