import * as z from 'zod';
import { STATES_ERRORS } from './errors.ts';
import { FORBIDDEN_IN_NAMES } from './limits.ts';

/*
 * The part of the Amazon States Language that this runner runs. What is not here is refused when a definition is loaded.
 * https://states-language.net/spec.html and https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */

const EXPRESSION = /^\{%[\s\S]*%\}$/;
const expression = z.string().regex(EXPRESSION, 'takes a number or an expression {% … %}');
const count = z.union([z.int().min(0), expression]);
const textOrExpression = z.string();
/** JSON whose strings may be expressions. */
const template = z.unknown();

const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const assigns = { Assign: z.record(z.string(), template).optional() };
const outputs = { ...assigns, Output: template.optional() };
const goesOn = { Next: z.string().optional(), End: z.literal(true).optional() };

/** Of those that begin with States. there is a fixed list. */
const ErrorName = z
  .string()
  .refine((name) => !name.startsWith('States.') || STATES_ERRORS.has(name), 'there is no such error of Step Functions');

const Retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(ErrorName).min(1),
  IntervalSeconds: z.int().min(1).default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
export type Retrier = z.infer<typeof Retrier>;

const Catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(ErrorName).min(1),
  Next: z.string(),
  ...outputs,
});

const handlesErrors = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) };

const Task = z.strictObject({
  Type: z.literal('Task'),
  ...common,
  ...outputs,
  ...goesOn,
  ...handlesErrors,
  Resource: z.string().regex(/^arn:[\w-]+:states:::lambda:invoke$/, 'only arn:…:states:::lambda:invoke is run here'),
  Arguments: z.strictObject({ FunctionName: textOrExpression, Payload: template.optional() }),
  TimeoutSeconds: count.optional(),
});
export type Task = z.infer<typeof Task>;

const ChoiceRule = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([z.boolean(), expression]),
  Next: z.string(),
  ...outputs,
});

const Choice = z.strictObject({
  Type: z.literal('Choice'),
  ...common,
  ...outputs,
  Choices: z.array(ChoiceRule).min(1),
  Default: z.string().optional(),
});
export type Choice = z.infer<typeof Choice>;

const Wait = z.strictObject({
  Type: z.literal('Wait'),
  ...common,
  ...outputs,
  ...goesOn,
  Seconds: count.optional(),
  Timestamp: textOrExpression.optional(),
});
export type Wait = z.infer<typeof Wait>;

const Pass = z.strictObject({ Type: z.literal('Pass'), ...common, ...outputs, ...goesOn });
export type Pass = z.infer<typeof Pass>;

const Succeed = z.strictObject({ Type: z.literal('Succeed'), ...common, Output: template.optional() });
export type Succeed = z.infer<typeof Succeed>;

const Fail = z.strictObject({
  Type: z.literal('Fail'),
  ...common,
  Error: textOrExpression.optional(),
  Cause: textOrExpression.optional(),
});
export type Fail = z.infer<typeof Fail>;

const Parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...common,
  ...outputs,
  ...goesOn,
  ...handlesErrors,
  Arguments: template.optional(),
  get Branches(): z.ZodArray<z.ZodType<Flow>> {
    return z.array(Flow).min(1);
  },
});
export type Parallel = z.infer<typeof Parallel>;

const ItemReader = z.strictObject({
  Resource: z.string().regex(/^arn:[\w-]+:states:::s3:getObject$/, 'only arn:…:states:::s3:getObject is run here'),
  ReaderConfig: z.strictObject({
    InputType: z.enum(['JSON', 'JSONL']),
    MaxItems: z.union([z.int(), expression]).optional(),
  }),
  Arguments: z.strictObject({ Bucket: textOrExpression, Key: textOrExpression }),
});
export type ItemReader = z.infer<typeof ItemReader>;

const ResultWriter = z.strictObject({
  Resource: z.string().regex(/^arn:[\w-]+:states:::s3:putObject$/, 'only arn:…:states:::s3:putObject is run here'),
  Arguments: z.strictObject({ Bucket: textOrExpression, Prefix: textOrExpression.optional() }),
});
export type ResultWriter = z.infer<typeof ResultWriter>;

const MapState = z.strictObject({
  Type: z.literal('Map'),
  ...common,
  ...outputs,
  ...goesOn,
  ...handlesErrors,
  Items: z.union([z.array(template), z.record(z.string(), template), expression]).optional(),
  ItemReader: ItemReader.optional(),
  ItemSelector: template.optional(),
  MaxConcurrency: count.optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), expression]).optional(),
  ToleratedFailureCount: count.optional(),
  ResultWriter: ResultWriter.optional(),
  Label: z
    .string()
    .min(1)
    .max(40)
    .refine((label) => !FORBIDDEN_IN_NAMES.test(label), 'has characters that a label may not have')
    .optional(),
  get ItemProcessor(): z.ZodType<ItemProcessor> {
    return ItemProcessor;
  },
});
export type MapState = z.infer<typeof MapState>;

export type State = Task | Choice | Wait | Pass | Succeed | Fail | Parallel | MapState;

/** States that follow each other: a branch, an iteration, or the whole machine. */
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const flow = {
  Comment: z.string().optional(),
  StartAt: z.string(),
  get States(): z.ZodType<Readonly<Record<string, State>>> {
    return z.record(
      z.string().max(80),
      z.discriminatedUnion('Type', [Task, Choice, Wait, Pass, Succeed, Fail, Parallel, MapState]),
    );
  },
};

const Flow: z.ZodType<Flow> = z.strictObject({ ...common, ...flow });

interface ItemProcessor extends Flow {
  readonly ProcessorConfig:
    | { readonly Mode: 'INLINE' }
    | { readonly Mode: 'DISTRIBUTED'; readonly ExecutionType: 'STANDARD' };
}

const ItemProcessor: z.ZodType<ItemProcessor> = z.strictObject({
  ...flow,
  ProcessorConfig: z
    .discriminatedUnion('Mode', [
      z.strictObject({ Mode: z.literal('INLINE') }),
      z.strictObject({
        Mode: z.literal('DISTRIBUTED'),
        ExecutionType: z.literal('STANDARD', 'only STANDARD child executions are run here'),
      }),
    ])
    .default({ Mode: 'INLINE' }),
});

export const StateMachineDefinition = z.strictObject({
  ...flow,
  Version: z.literal('1.0').optional(),
  QueryLanguage: z.literal('JSONata', 'only JSONata is run here, and it has to be said: "QueryLanguage": "JSONata"'),
  TimeoutSeconds: z.int().min(1).optional(),
});
export type StateMachineDefinition = z.infer<typeof StateMachineDefinition>;
