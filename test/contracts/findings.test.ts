import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FINDING_CODES, FindingEntry } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(fileURLToPath(new URL('../../docs/doctor.md', import.meta.url)), 'utf8');

describe('docs/doctor.md', () => {
  it('has a heading for each code that a doctor tells, in their order', () => {
    const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, code]) => code);

    expect(headings).toEqual([...FINDING_CODES]);
  });
});

describe('the line of a finding', () => {
  it('has no field twice, in whatever case, as Athena reads them without it', () => {
    const fields = Object.keys(FindingEntry.shape).map((field) => field.toLowerCase());

    expect(new Set(fields).size).toBe(fields.length);
  });
});
