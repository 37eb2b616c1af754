import * as z from 'zod';
import { FindingEntry } from './findings.ts';
import { LogEntry, SweepEntry, TargetEntry } from './log-entry.ts';
import { Timestamp } from './timestamp.ts';

/** A type that Hive, and so Glue, has for what a log field holds. */
export type ColumnType = 'string' | 'int' | 'boolean' | 'timestamp' | 'map<string,int>';

/** One column of a table: a field of the log, its name in lower case, as the OpenX SerDe finds it. */
export interface LogColumn {
  readonly name: string;
  /** The name of the field in the log. */
  readonly field: string;
  readonly type: ColumnType;
  readonly comment: string;
}

/** A table over log files: JSON lines, in one folder a day, `dt=YYYY-MM-DD/`, which is the partition column `dt`. */
export interface LogTable {
  readonly name: string;
  readonly comment: string;
  /** Where it lies in the log bucket, without a slash at the end. */
  readonly prefix: string;
  /** In the order of the log. */
  readonly columns: readonly LogColumn[];
  /** What each of its lines has to be. */
  readonly entry: z.ZodObject;
}

/** The Glue database of the tables and views. */
export const LOG_DATABASE = 'catalog_sweep';

/** The table that the blog post defines has this name; ours has all columns. */
export const PRODUCTS_TABLE = 'central_service_catalog';

/** The first day that logs can be of; no sweep was before. */
export const FIRST_LOG_DAY = '2026-01-01';

/** Describing a schema makes another of it, so a time is known by its pattern. */
const TIMESTAMP_PATTERN = z.toJSONSchema(Timestamp).pattern;

/** All tables over the logs of a hub whose product logs lie below `logS3Key`. */
export function logTables(logS3Key: string): readonly LogTable[] {
  return [
    table(PRODUCTS_TABLE, logS3Key, LogEntry, 'one line per provisioned product and sweep'),
    table(`${PRODUCTS_TABLE}_targets`, 'catalog-sweep/targets', TargetEntry, 'one line per target and sweep'),
    table(`${PRODUCTS_TABLE}_sweeps`, 'catalog-sweep/sweeps', SweepEntry, 'one line per sweep'),
    table(`${PRODUCTS_TABLE}_findings`, 'catalog-sweep/findings', FindingEntry, 'one line per finding of a doctor'),
  ];
}

function table(name: string, prefix: string, entry: z.ZodObject, comment: string): LogTable {
  const columns = Object.entries(z.toJSONSchema(entry).properties ?? {}).map(([field, property]) => {
    const { description = '', ...schema } = property as z.core.JSONSchema.JSONSchema;
    return { name: field.toLowerCase(), field, type: typeOf(schema, field), comment: description };
  });
  return { name, prefix, entry, comment, columns };
}

/** The column types of the kinds of fields that logs have; a text that is a time is another. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  integer: 'int',
  boolean: 'boolean',
  object: 'map<string,int>',
};

/** Throws for a field of a kind that no log has had yet: it needs a type here first. */
function typeOf(schema: z.core.JSONSchema.JSONSchema, field: string): ColumnType {
  const { type, pattern } = notNull(schema);
  if (pattern === TIMESTAMP_PATTERN) return 'timestamp';
  const kinds = [type].flat().filter((kind) => kind !== 'null');
  const found = TYPES[kinds.join()];
  if (found === undefined) throw new Error(`no column type for the log field ${field}`);
  return found;
}

/** A field that may be null is one of two schemas, or of two types. */
function notNull(schema: z.core.JSONSchema.JSONSchema): z.core.JSONSchema.JSONSchema {
  const other = (schema.anyOf ?? []).find((one) => typeof one === 'object' && one.type !== 'null');
  return typeof other === 'object' ? other : schema;
}
