import { timestampOf } from '@catalog-sweep/core';
import type { Value } from '@catalog-sweep/dashboard';
import { DuckDBTypeId, type DuckDBType, type JS } from '@duckdb/node-api';

/** A value of DuckDB as a result has it: times and days as text, whole numbers as numbers as long as they are exact, what is nested as JSON. */
export function valueOf(value: JS, type: DuckDBType | undefined): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return exact(value);
  if (value instanceof Date) {
    const time = timestampOf(value.getTime());
    return type?.typeId === DuckDBTypeId.DATE ? time.slice(0, 'YYYY-MM-DD'.length) : time;
  }
  return JSON.stringify(value, (_key, nested: unknown) => (typeof nested === 'bigint' ? exact(nested) : nested));
}

function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
