import { stringify } from 'yaml';

export type TemplateFormat = 'yaml' | 'json';

/** A CloudFormation template as text. */
export function templateText(template: object, format: TemplateFormat): string {
  if (format === 'json') return JSON.stringify(template, null, 2);
  // As version 1.1 has it, which quotes what older parsers take for a date.
  return stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}
