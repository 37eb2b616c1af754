import * as z from 'zod';
import type { Template, TemplateParameter } from './template.ts';

/** A parameter as UpdateProvisionedProduct takes it; ProvisionProduct takes the first two. */
export const ParameterInput = z.strictObject({
  Key: z.string().min(1).max(1000),
  Value: z.string().max(4096).optional(),
  UsePreviousValue: z.boolean().optional(),
});
export type ParameterInput = z.infer<typeof ParameterInput>;

export type ParameterResult =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * The values that a stack gets, by CloudFormation's rules: what is not given falls back to the template's default, also in an update; previous
 * values are there only for what the former template knew; unknown keys are refused.
 */
export function parameterValues(
  template: Template,
  given: readonly ParameterInput[],
  previous: Readonly<Record<string, string>>,
): ParameterResult {
  const unknown = given.filter(({ Key }) => !Object.hasOwn(template.Parameters, Key)).map(({ Key }) => Key);
  if (unknown.length > 0) return refused(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  if (given.some(({ Key, UsePreviousValue }) => UsePreviousValue === true && !Object.hasOwn(previous, Key))) {
    return refused('Cannot specify usePreviousValue as true for a parameter key not in the previous template');
  }
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [key, parameter] of Object.entries(template.Parameters)) {
    const input = given.find(({ Key }) => Key === key);
    const value = (input?.UsePreviousValue === true ? previous[key] : input?.Value) ?? parameter.Default;
    if (value === undefined) missing.push(key);
    else values[key] = value;
  }
  if (missing.length > 0) return refused(`Parameters: [${missing.join(', ')}] must have values`);
  const problem = Object.entries(values)
    .map(([key, value]) => problemWith(key, value, template.Parameters[key]))
    .find((message) => message !== undefined);
  return problem === undefined ? { kind: 'values', values } : refused(problem);
}

function refused(message: string): ParameterResult {
  return { kind: 'refused', message };
}

/** What is wrong with a value, in CloudFormation's words, or in those of the template. */
function problemWith(key: string, value: string, parameter: TemplateParameter | undefined): string | undefined {
  const problem = parameter === undefined ? undefined : brokenRule(value, parameter);
  if (parameter === undefined || problem === undefined) return undefined;
  const { ConstraintDescription: description } = parameter;
  return `Parameter '${key}' ${description === undefined ? problem : `failed to satisfy constraint: ${description}`}`;
}

function brokenRule(value: string, parameter: TemplateParameter): string | undefined {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const values = Type === 'CommaDelimitedList' || Type.startsWith('List<') ? value.split(',') : [value];
  if (Type === 'Number' && (value.trim() === '' || !Number.isFinite(Number(value)))) return 'must be a number';
  if (AllowedValues !== undefined && !values.every((one) => AllowedValues.includes(one)))
    return 'must be one of AllowedValues';
  if (AllowedPattern !== undefined && !values.every((one) => new RegExp(`^(?:${AllowedPattern})$`).test(one)))
    return `must match pattern ${AllowedPattern}`;
  if (MinLength !== undefined && value.length < Number(MinLength))
    return `must contain at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    return `must contain at most ${MaxLength} characters`;
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `must be a number not less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue))
    return `must be a number not greater than ${MaxValue}`;
  return undefined;
}

/** The parameters of a template as Service Catalog shows them. */
export function parameterShapes({ Parameters }: Template): object[] {
  return Object.entries(Parameters).map(([key, parameter]) => ({
    ParameterKey: key,
    DefaultValue: parameter.Default,
    ParameterType: parameter.Type,
    IsNoEcho: parameter.NoEcho,
    Description: parameter.Description,
    ParameterConstraints: {
      AllowedValues: parameter.AllowedValues,
      AllowedPattern: parameter.AllowedPattern,
      ConstraintDescription: parameter.ConstraintDescription,
      MinLength: parameter.MinLength,
      MaxLength: parameter.MaxLength,
      MinValue: parameter.MinValue,
      MaxValue: parameter.MaxValue,
    },
  }));
}
