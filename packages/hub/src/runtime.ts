export { settingsFromEnvironment, type FunctionSettings } from './function-settings.ts';
export { FUNCTION_TIMEOUTS } from './functions.ts';
export { hubRoles, localSweepRole, operatorRole, stateMachineRole } from './roles.ts';
export { inProcessFunctions, type FunctionAnswer, type FunctionCall } from './in-process-functions.ts';
export type { Process, StageTask } from './stage-task.ts';
export { FUNCTIONS_IN_PROCESS, STATE_MACHINE_FILE, stateMachineDefinition } from './state-machine.ts';
export { STAGE_TASKS } from './tasks.ts';
export { wallClock } from './wall-clock.ts';
