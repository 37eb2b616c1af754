import { FIRST_LOG_DAY, type LogTable } from '@catalog-sweep/core';
import type { CfnTable } from 'aws-cdk-lib/aws-glue';

/** Reads JSON lines; Athena brings it along. https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
const SERDE = 'org.openx.data.jsonserde.JsonSerDe';

/**
 * A table over a folder of the log bucket, as Glue has it. Its partitions, the days, are projected: nobody has to add any.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function glueTable(
  { name, comment, prefix, columns }: LogTable,
  logBucket: string,
): CfnTable.TableInputProperty {
  const location = `s3://${logBucket}/${prefix}`;
  return {
    name,
    description: `catalog-sweep: ${comment}`,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'json',
      has_encrypted_data: 'false',
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.range': `${FIRST_LOG_DAY},NOW`,
      'projection.dt.interval': '1',
      'projection.dt.interval.unit': 'DAYS',
      'storage.location.template': `${location}/dt=\${dt}/`,
    },
    partitionKeys: [{ name: 'dt', type: 'string', comment: 'the UTC day on which the sweep began, YYYY-MM-DD' }],
    storageDescriptor: {
      location,
      columns: columns.map((column) => ({ name: column.name, type: column.type, comment: column.comment })),
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      // A damaged line is a row without values, which the views leave out and the command line counts, instead of the end of every report.
      serdeInfo: { serializationLibrary: SERDE, parameters: { 'ignore.malformed.json': 'true' } },
    },
  };
}
