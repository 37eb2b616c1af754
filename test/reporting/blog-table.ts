import { DuckDBInstance } from '@duckdb/node-api';
import type { Value } from '@catalog-sweep/dashboard';
import { valueOf } from '../../packages/cli/src/reporting/duckdb-value.ts';

/** The blog post's CREATE TABLE, in its order: all columns are strings but for the two times. */
const COLUMNS = {
  ProductName: 'VARCHAR',
  ScannedTime: 'TIMESTAMP',
  ProvisionedProductName: 'VARCHAR',
  ProvisionedVersion: 'VARCHAR',
  ProvisionedVersionName: 'VARCHAR',
  LatestVersionId: 'VARCHAR',
  LatestVersionName: 'VARCHAR',
  AccountNo: 'VARCHAR',
  LaunchedBy: 'VARCHAR',
  AutoUpdateProvisionedProduct: 'VARCHAR',
  ProductId: 'VARCHAR',
  ProvisionedProductId: 'VARCHAR',
  StackName: 'VARCHAR',
  UpdateStatus: 'VARCHAR',
  Errors: 'VARCHAR',
  UpdateTimestamp: 'TIMESTAMP',
} as const;

/** Asks that table over everything below a folder, without partitions, by DuckDB's own reader of JSON lines. */
export async function openBlogTable(folder: string, sql: string): Promise<readonly (readonly Value[])[]> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`);
    await connection.run(
      `CREATE TABLE central_service_catalog AS SELECT * FROM read_json('${folder}/**', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
    );
    const reader = await connection.runAndReadAll(sql);
    const types = reader.columnTypes();
    return reader.getRowsJS().map((row) => row.map((value, index) => valueOf(value, types[index])));
  } finally {
    instance.closeSync();
  }
}
