export type { Clock } from './clock.ts';
export type { Hash } from './chance.ts';
export { OtherOrganisationError, StateDirectoryError } from './errors.ts';
export { FaultInjector, type InjectedFault } from './faults/fault-injector.ts';
export type { FaultKind, FaultPlan } from './faults/fault-plan.ts';
export { FAULT_PRESETS } from './faults/fault-presets.ts';
export { FaultFileError, parseFaultPlan, readFaultPlan } from './faults/read-fault-plan.ts';
export { SOMEBODY_ELSE } from './faults/events.ts';
export type { RecordEntity } from './service-catalog/entities.ts';
export type { Fault, Faults, FaultSubject, FunctionFault, FunctionFaults } from './faults/faults.ts';
export type { Role } from './iam/roles.ts';
export type { AccountEntity, OrganizationEntity, UnitEntity } from './organizations/entities.ts';
export type { BucketDefinition } from './s3/buckets.ts';
export { createRole, type RoleDefinition } from './iam/roles.ts';
export { ServiceError, type Operation, type RequestContext } from './operation.ts';
export type { ServiceEvent } from './events/announcements.ts';
export type { EventTarget } from './events/deliveries.ts';
export type { SimulatedParameter } from './ssm/parameters.ts';
export type { ExecutionEnd, ExecutionReport } from './step-functions/report.ts';
export type { ExecutionRun, SimulatedStateMachine } from './step-functions/state-machine.ts';
export { realState, type RealState } from './service-catalog/real-state.ts';
export { SimulatedClock } from './simulated-clock.ts';
export type { Found, Founding, OrganisationSettings } from './organisation-settings.ts';
export { SimulatedOrganisation } from './simulated-organisation.ts';
export type { Store } from './store.ts';
export type { Credentials } from './sts/sessions.ts';
export { WallClock } from './wall-clock.ts';
export type { Organisation } from './organisation/description.ts';
export { foundOrganisation } from './organisation/found-organisation.ts';
export { hubBuckets } from './organisation/hub-buckets.ts';
export type { RolesOf } from './organisation/found-accounts.ts';
export {
  GENERATED_REGIONS,
  generateOrganisation,
  type OrganisationSize,
} from './organisation/generate-organisation.ts';
export { FoundingError } from './organisation/past.ts';
export { OrganisationFileError, parseOrganisation, readOrganisation } from './organisation/read-organisation.ts';
