import { BLOG_FIELDS, LogEntry, SweepEntry, TargetEntry, Timestamp, timestampOf } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';

describe('the schemas of the logs', () => {
  const schemas = [
    { name: 'products', schema: LogEntry },
    { name: 'targets', schema: TargetEntry },
    { name: 'sweeps', schema: SweepEntry },
  ];

  it('have the sixteen fields of the blog post first, in its order', () => {
    expect(Object.keys(LogEntry.shape).slice(0, 16)).toEqual([...BLOG_FIELDS]);
    expect(BLOG_FIELDS).toHaveLength(16);
  });

  test.each(schemas)('$name: say of every field what it means', ({ schema }) => {
    const silent = Object.entries(schema.shape).filter(([, field]) => (field.description ?? '') === '');

    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test.each(schemas)(
    '$name: have no two fields whose names differ in case alone, which Athena takes for one',
    ({ schema }) => {
      const names = Object.keys(schema.shape).map((name) => name.toLowerCase());

      expect(new Set(names).size).toBe(names.length);
    },
  );

  test.each(schemas)('$name: refuse a field that they do not know', ({ schema }) => {
    const { error } = schema.safeParse({ Surprise: 1 });

    expect(error?.issues).toContainEqual(expect.objectContaining({ code: 'unrecognized_keys', keys: ['Surprise'] }));
  });
});

describe('a time in the logs', () => {
  it('is written as Athena reads it', () => {
    expect(timestampOf(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toBe('2026-01-02 03:04:05.006');
  });

  test.each(['', '2026-01-02T03:04:05.006Z', '2026-01-02 03:04:05', '2026-01-02'])('is not "%s"', (text) => {
    expect(Timestamp.safeParse(text).success).toBe(false);
  });
});
