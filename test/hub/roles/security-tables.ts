import type { PolicyStatement } from '@catalog-sweep/core';
import { everyRole } from './every-role.ts';

/*
 * The tables of docs/security.md, made from the roles themselves.
 */

/** A line per role: its actions, by service. */
export function rightsTable(): readonly string[] {
  const rows = everyRole().map(({ name, statements }) => [`\`${name}\``, actionsOf(statements)]);
  return table(['Role', 'What it may do'], rows);
}

/** A line per statement whose resources are no narrower than a pattern: who has it, and why. */
export function wildcardsTable(): readonly string[] {
  const all = everyRole().flatMap(({ name, statements }) =>
    statements.filter(isWide).map((statement) => ({ ...statement, role: name })),
  );
  const groups = Map.groupBy(all, ({ Sid, reason }) => `${Sid} ${reason}`);
  const rows = [...groups.values()].map((same) => {
    const [{ Sid, Resource = [], reason = '' }] = same as [(typeof same)[number]];
    return [`\`${Sid}\``, Resource.includes('*') ? '`*`' : 'a pattern', holders(same.map(({ role }) => role)), reason];
  });
  return table(['Statement', 'Resources', 'Roles', 'Why they are no narrower'], rows);
}

function actionsOf(statements: readonly PolicyStatement[]): string {
  const actions = [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
  const services = Map.groupBy(actions, (action) => action.slice(0, action.indexOf(':')));
  return [...services]
    .map(([service, some]) => `**${service}** ${some.map((action) => action.slice(service.length + 1)).join(', ')}`)
    .join('; ');
}

function isWide({ Resource = [] }: PolicyStatement): boolean {
  return Resource.some((resource) => resource.includes('*'));
}

function holders(roles: readonly string[]): string {
  return roles.length > 4 ? `${roles.length} roles` : roles.map((role) => `\`${role}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
