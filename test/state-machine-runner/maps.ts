const pass = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

/** A machine of one inline Map, `Each`, whose iterations give what they get unless the fields say otherwise. */
export function aMap(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { Each: { Type: 'Map', ItemProcessor: pass, End: true, ...fields } };
}

/** The same as a Distributed Map, whose children run the given states from the first of them. */
export function aDistributedMap(
  fields: Readonly<Record<string, unknown>>,
  states: Readonly<Record<string, unknown>> = pass.States,
) {
  return aMap({ ItemProcessor: { ...DISTRIBUTED, StartAt: Object.keys(states)[0], States: states }, ...fields });
}

/** Reads JSON lines from the object `b/` and the key in the input. */
export const aReader = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSONL', ...fields },
  Arguments: { Bucket: 'b', Key: '{% $states.input.key %}' },
});

/** Writes to the bucket `b`. */
export const aWriter = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'b', ...fields },
});
