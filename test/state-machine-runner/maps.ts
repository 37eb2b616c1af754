type Fields = Readonly<Record<string, unknown>>;

const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const pass = { In: { Type: 'Pass', End: true } };

/** A machine of one inline Map, `Each`, whose iterations run the given states from the first of them, or give what they get. */
export function aMap(fields: Fields, states: Fields = pass): Fields {
  const ItemProcessor = { StartAt: Object.keys(states)[0], States: states };
  return { Each: { Type: 'Map', ItemProcessor, End: true, ...fields } };
}

/** The same as a Distributed Map. */
export function aDistributedMap(fields: Fields, states: Fields = pass): Fields {
  const ItemProcessor = { ...DISTRIBUTED, StartAt: Object.keys(states)[0], States: states };
  return aMap({ ItemProcessor, ...fields });
}

/** Reads JSON lines from the object `b/` and the key in the input. */
export const aReader = (fields: Fields = {}) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSONL', ...fields },
  Arguments: { Bucket: 'b', Key: '{% $states.input.key %}' },
});

/** Writes to the bucket `b`. */
export const aWriter = (fields: Fields = {}) => ({
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'b', ...fields },
});
