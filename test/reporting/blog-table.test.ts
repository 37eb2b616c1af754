import { join } from 'node:path';
import { BLOG_FIELDS } from '@catalog-sweep/core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LogDatabase } from '../../packages/cli/src/reporting/log-database.ts';
import { BLOG_QUERY } from '../../packages/hub/src/reporting/blog-query.ts';
import { exampleOrganisation, filesBelow, sweep, temporaryFolder } from '../journeys/a-journey.ts';
import { openBlogTable } from './blog-table.ts';

const stateDirectory = temporaryFolder();
const products = join(stateDirectory, 'buckets', 'catalog-sweep-logs', 'ServiceCatalogLogs');

beforeAll(async () => {
  const organisation = exampleOrganisation('organisation.yaml');
  await sweep(organisation, {}, { stateDirectory });
  await sweep(organisation, { mode: 'report' }, { stateDirectory });
});

describe("the blog post's table over the log bucket", () => {
  it('has the rows of the deployed one, in its sixteen columns', async () => {
    const columns = BLOG_FIELDS.map((field) => field.toLowerCase()).join(', ');
    const all = `SELECT ${columns} FROM central_service_catalog ORDER BY ALL`;
    const deployed = await LogDatabase.open({ stateDirectory });

    const [ours, theirs] = [await deployed.query(all), await openBlogTable(products, all)];

    deployed.close();
    expect(ours.rows.length).toBeGreaterThan(100);
    expect(theirs).toEqual(ours.rows);
  });

  it('answers the query of the blog post, the newest lines first', async () => {
    const rows = await openBlogTable(products, BLOG_QUERY);

    const times = rows.map((row) => String(row[BLOG_FIELDS.indexOf('ScannedTime')]));
    expect(times).toEqual(times.toSorted((a, b) => (a < b ? 1 : -1)));
    expect(new Set(times.map((time) => time.slice(0, 10))).size).toBeGreaterThan(0);
  });

  it('finds nothing but logs of products below its location, which ends without a slash', () => {
    const bucket = join(stateDirectory, 'buckets', 'catalog-sweep-logs');

    const located = filesBelow(bucket).filter((key) => key.startsWith('ServiceCatalogLogs'));

    expect(located.length).toBeGreaterThan(1);
    for (const key of located)
      expect(key).toMatch(/^ServiceCatalogLogs\/dt=[\d-]{10}\/\d{8}T\d{6}Z-[0-9a-f]{8}-\w+\.jsonl$/);
  });
});
