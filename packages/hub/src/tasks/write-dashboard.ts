import { AthenaClient } from '@aws-sdk/client-athena';
import { LOG_DATABASE, logKeys, SweepFinishedEvent, WORKGROUP_NAME } from '@catalog-sweep/core';
import { dashboardData, renderPage } from '@catalog-sweep/dashboard';
import * as z from 'zod';
import { queryBy } from '../reporting/athena-query.ts';
import { stageTask } from '../stage-task.ts';

/** What is left of an invocation for making the page and writing it. */
const RESERVE_MILLISECONDS = 60_000;

/**
 * Makes the page of the logs, by Athena, and puts it beside them: once under the name of the sweep, where it stays, and once where the newest is found. A
 * later sweep's page is written over; an earlier one's, which was held up, would be no older, as each is made of all logs.
 */
export const task = stageTask({
  name: 'write-dashboard',
  event: SweepFinishedEvent,
  result: z.strictObject({ bytes: z.int() }),
  async run({ detail: { sweepId } }, { aws, clock, logs, deadline }, { partition }) {
    const query = queryBy({
      client: aws.hub(AthenaClient),
      workGroup: WORKGROUP_NAME,
      database: LOG_DATABASE,
      clock,
      patience: deadline - clock.now() - RESERVE_MILLISECONDS,
    });
    const page = await renderPage(await dashboardData(query, { madeAt: clock.now(), partition, warnings: [] }));
    await logs.write(logKeys.dashboardOf(sweepId), page);
    await logs.write(logKeys.dashboard(), page);
    return { bytes: Buffer.byteLength(page) };
  },
});
