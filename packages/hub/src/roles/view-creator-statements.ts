import type { PolicyStatement } from '@catalog-sweep/core';
import { viewStatements } from '../reporting/report-statements.ts';
import { reportPlace, type HubRoleSettings } from './hub-role-settings.ts';
import { keyStatements } from './key-statements.ts';

/** What the function may do that creates the hub's views. */
export function viewCreatorStatements(settings: HubRoleSettings): readonly PolicyStatement[] {
  const statements = viewStatements(reportPlace(settings));
  return [...statements, ...keyStatements(statements, settings)];
}
