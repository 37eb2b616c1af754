import { hubRoleName, type HandlerName } from './role-names.ts';

/** The state machine of sweeps. Fixed, so that its role can name it before it exists. */
export const STATE_MACHINE_NAME = 'CatalogSweep';

export const STATE_MACHINE_ROLE_NAME = 'CatalogSweepStateMachine';

/** The managed policy for people who use a deployed hub from outside, and on an organisation of this machine the role that has it. */
export const OPERATOR_NAME = 'CatalogSweepOperator';

/** The name of a function is that of its role. */
export const functionName: (handler: HandlerName) => string = hubRoleName;

/** The Athena workgroup in which reports are made. */
export const WORKGROUP_NAME = 'catalog-sweep';

/** The function that creates the views over the logs when the hub is deployed, and its role. */
export const VIEW_CREATOR_NAME = 'CatalogSweepCreateViews';

/** The managed policy, in the account of a reader, for people who ask the logs of the hub. */
export const REPORTS_POLICY_NAME = 'CatalogSweepReports';
