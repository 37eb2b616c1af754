import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  HANDLER_NAMES,
  hubRoleName,
  NEWS_HANDLERS,
  STAGE_NAMES,
  STATE_MACHINE_ROLE_NAME,
  type HandlerName,
  type SweepRequest,
} from '@catalog-sweep/core';
import { FUNCTIONS_IN_PROCESS, type FunctionAnswer, type FunctionCall } from '@catalog-sweep/hub/runtime';
import { SimulatedClock, type SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { spokeRolesDigest } from '@catalog-sweep/spoke-role';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HubProcesses } from '../../packages/cli/src/places/hub-processes.ts';
import {
  hubOf,
  openOrganisation,
  PARTITION,
  sweepConfigurationOf,
} from '../../packages/cli/src/places/simulated-hub.ts';
import { executeSweep } from '../../packages/cli/src/places/sweep-execution.ts';
import { requestOf } from '../journeys/a-journey.ts';
import { anOrganization, HUB, REGION, twoVersions } from '../journeys/an-organization.ts';
import { runFunction, type FunctionRun } from './function-process.ts';
import { openDoor, openScripted, type Door } from './local-servers.ts';
import { openNews, type News } from './news.ts';

/*
 * The bundles, run as Lambda runs them: each call in a fresh process with its environment variables and the event, and the credentials of
 * that function's own role. The state machine runner calls them through a doctor that mends and then through a sweep that updates.
 */

/** They are made before all tests. */
const BUNDLES = fileURLToPath(new URL('../../packages/hub/dist/functions/', import.meta.url));
const TOPIC = `arn:aws:sns:${REGION}:${HUB}:Notifications`;
const SHOP = '500000000003';
const CLOSED = '500000000004';
const DOCTOR = '20261123T100000Z-00000001';
const SWEEP = '20261123T100000Z-00000002';
const LOST = '20261123T100000Z-00000003';

/** Bytes, minified. What Lambda loads in a cold start is what it waits for. */
const LARGEST = 900_000;
/** Milliseconds of the processor to load a bundle, for the quickest of its loads. */
const SLOWEST = 250;

/** Functions go by the machine's own time, so the organisation's is about the same. */
const organisation = {
  ...anOrganization()
    .withAccount('shop')
    .withAccount('closed', { state: 'SUSPENDED' })
    .withProduct('Queue', twoVersions())
    .withOwnProduct('Own', 'shop')
    .withPrincipals('arn:aws:iam:::role/Developer')
    .withProvisionedProduct('orders', 'shop')
    .withProvisionedProduct('own', 'shop', { product: 'Own', version: '2.0.0', launched: '2026-06-02T08:00:00Z' })
    .build(),
  now: new Date().toISOString(),
};
const configuration = sweepConfigurationOf(organisation);
const hub = hubOf(organisation);
const clock = new SimulatedClock(Date.parse(organisation.now));

const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-bundles-'));
const runs: (FunctionRun & { readonly name: HandlerName })[] = [];
let simulated: SimulatedOrganisation;
/** Service Catalog is reached by a door of its own, everything else by another. */
let doors: { readonly catalog: Door; readonly others: Door };

let examined: unknown;
let swept: unknown;
let news: News;
let watching: Awaited<ReturnType<typeof watch>>;

/** What a deployment gives a function. */
function environmentOf(name: HandlerName): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = simulated.credentialsFor({
    account: HUB,
    roleName: hubRoleName(name),
  });
  const own: Partial<Record<HandlerName, Record<string, string>>> = {
    'plan-sweep': { SWEEP_CONFIGURATION: JSON.stringify(configuration) },
    'finish-sweep': { ANNOUNCE_SWEEPS: 'true' },
    'send-digest': { DIGEST: 'always', TOPIC_ARN: TOPIC },
    'examine-target': { SPOKE_ROLES_DIGEST: spokeRolesDigest(hub.spokeRoles), SPOKE_PORTFOLIO_ACCESS: 'true' },
  };
  return {
    NODE_OPTIONS: '--enable-source-maps',
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL: doors.others.endpoint,
    AWS_ENDPOINT_URL_SERVICE_CATALOG: doors.catalog.endpoint,
    HUB_PARTITION: PARTITION,
    WORK_BUCKET: hub.workBucket,
    LOG_BUCKET: configuration.logS3Bucket,
    ...news.environment,
    ...own[name],
  };
}

async function invoke({ functionName, payload }: FunctionCall): Promise<FunctionAnswer> {
  const name = STAGE_NAMES.find((stage) => stage === functionName);
  if (name === undefined) throw new Error(`the state machine calls ${functionName}`);
  const run = await runFunction({ folder: BUNDLES, name, environment: environmentOf(name), payload });
  runs.push({ ...run, name });
  const { result, error } = run;
  return {
    statusCode: 200,
    executedVersion: '1',
    payload: JSON.stringify(error ?? result),
    ...(error === undefined ? {} : { functionError: 'Unhandled' }),
  };
}

async function execute(name: string, wish: Partial<SweepRequest>): Promise<unknown> {
  const processes = new HubProcesses({ clock, hub, configuration, simulated });
  const execution = await executeSweep({
    name,
    input: requestOf({ accounts: [SHOP, CLOSED], ...wish }),
    partition: PARTITION,
    clock,
    functions: FUNCTIONS_IN_PROCESS,
    invoke,
    work: processes.workBucketAs(STATE_MACHINE_ROLE_NAME),
    signal: new AbortController().signal,
  });
  processes.close();
  if (execution.status !== 'SUCCEEDED') throw new Error(`${name}: ${execution.error}: ${execution.cause}`);
  return execution.output;
}

/** A call of the watchdog, when one execution failed an hour ago; and what it has finish-sweep called with. */
async function watch(): Promise<{ readonly watched: FunctionRun; readonly payload: string }> {
  const now = Date.now() / 1000;
  const stateMachineArn = `arn:aws:states:${REGION}:${HUB}:stateMachine:CatalogSweep`;
  const ended = { executionArn: 'an-arn', stateMachineArn, name: LOST, status: 'FAILED' };
  const platform = await openScripted({
    DescribeStateMachine: { creationDate: now },
    ListExecutions: { executions: [{ ...ended, startDate: now - 7200, stopDate: now - 3600 }] },
    DescribeExecution: { ...ended, input: '{}', error: 'States.Timeout', cause: '' },
    Invoke: {},
  });
  const environment = {
    ...environmentOf('watch-sweeps'),
    AWS_ENDPOINT_URL_SFN: platform.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: platform.endpoint,
    STATE_MACHINE_ARN: stateMachineArn,
    FINISH_SWEEP_FUNCTION: `arn:aws:lambda:${REGION}:${HUB}:function:CatalogSweepFinishSweep:1`,
    SWEEP_SCHEDULE: JSON.stringify({ expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' }),
  };

  const watched = await runFunction({
    folder: BUNDLES,
    name: 'watch-sweeps',
    environment,
    payload: JSON.stringify({ contractVersion: 1 }),
  });
  const payload = platform.asked.find(({ operation }) => operation === 'Invoke')?.body ?? '';
  await platform.close();
  runs.push({ ...watched, name: 'watch-sweeps' });
  return { watched, payload };
}

/** Calls what is called with the event of a finished sweep. */
async function tell(): Promise<void> {
  const [event] = news.events();
  for (const name of NEWS_HANDLERS) {
    const payload = JSON.stringify({ version: '0', account: HUB, region: REGION, ...event });
    runs.push({ ...(await runFunction({ folder: BUNDLES, name, environment: environmentOf(name), payload })), name });
  }
}

beforeAll(async () => {
  news = await openNews(join(folder, 'state'));
  simulated = await openOrganisation({ organisation, stateDirectory: join(folder, 'state') }, { clock, configuration });
  const { endpoint } = await simulated.listen();
  doors = { catalog: await openDoor(endpoint), others: await openDoor(endpoint) };
  examined = await execute(DOCTOR, { mode: 'doctor', fix: true });
  swept = await execute(SWEEP, { mode: 'update' });
  await tell();
  watching = await watch();
});

afterAll(async () => {
  await Promise.all([doors.catalog.close(), doors.others.close(), news.close()]);
  await simulated.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The one line that a function logged of its call, and the metrics where it has some. */
function logOf(name: HandlerName, index = 0): FunctionRun['log'] {
  return runs.filter((run) => run.name === name)[index]?.log ?? [];
}

describe('the bundles of the functions', () => {
  it('carry a doctor that mends and a sweep that updates, each with its own role', () => {
    expect(examined).toMatchObject({ mode: 'doctor', status: 'COMPLETED', targetsPlanned: 2 });
    expect(swept).toMatchObject({
      status: 'COMPLETED',
      reconciled: true,
      targetsPlanned: 2,
      targetsFailed: 1,
      byOutcome: { UPDATED: 1, UP_TO_DATE: 1 },
    });
    expect(new Set(runs.map(({ name }) => name))).toEqual(new Set(HANDLER_NAMES));
  });

  it('tell of the sweep, and not of the doctor: an event, a mail, and a page beside the logs', () => {
    const told = (name: HandlerName) => runs.find((run) => run.name === name)?.result;
    const logs = join(folder, 'state', 'buckets', configuration.logS3Bucket, 'catalog-sweep', 'dashboard');

    expect(news.events()).toMatchObject([
      { source: 'catalog-sweep', 'detail-type': 'Sweep Finished', detail: { sweepId: SWEEP, status: 'COMPLETED' } },
    ]);
    expect(news.mails()).toMatchObject([
      { topic: TOPIC, subject: 'catalog-sweep COMPLETED, 1 updated, 1 target not swept' },
    ]);
    expect(news.mails()[0]?.message).toContain(`${CLOSED} ${REGION}: ACCOUNT_NOT_ACTIVE`);
    expect(told('send-digest')).toEqual({ sent: true });
    const page = readFileSync(join(logs, 'index.html'), 'utf8');
    expect(told('write-dashboard')).toEqual({ bytes: Buffer.byteLength(page) });
    expect(page).toMatch(/^<!doctype html>/i);
    expect(readFileSync(join(logs, `${SWEEP}.html`), 'utf8')).toBe(page);
  });

  it('reach each service where the variables of the SDK say', () => {
    expect([...doors.catalog.services]).toEqual(['servicecatalog']);
    expect([...doors.others.services].toSorted()).toEqual([
      'cloudformation',
      'iam',
      'lambda',
      'organizations',
      's3',
      'sts',
    ]);
  });

  it('log one line a call, with sweep, account and Region', () => {
    expect(logOf('start-update')).toEqual([
      expect.objectContaining({
        level: 'INFO',
        service: 'catalog-sweep',
        message: 'done',
        handler: 'start-update',
        sweepId: SWEEP,
        wave: 'all',
        account: SHOP,
        region: REGION,
        function_request_id: 'a-request',
        milliseconds: expect.any(Number),
        result: expect.objectContaining({ kind: 'started' }),
      }),
    ]);
  });

  it('log an error with its name and message, and where it comes from', () => {
    const [line] = runs.find(({ error }) => error !== undefined)?.log ?? [];

    expect(line).toMatchObject({
      level: 'ERROR',
      message: 'failed',
      account: CLOSED,
      error: { name: 'CatalogSweep.ACCOUNT_NOT_ACTIVE', message: 'the state of the account is SUSPENDED' },
    });
  });

  it('publish the metrics of a sweep, and none of a doctor', () => {
    expect(logOf('finish-sweep', 0)).toHaveLength(1);
    expect(logOf('finish-sweep', 1)[1]).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'CatalogSweep', Dimensions: [['service']] }] },
      service: 'catalog-sweep',
      SweepsFailed: 0,
      TargetsFailedPercent: 50,
      UpdatesMade: 1,
    });
  });

  it.each(HANDLER_NAMES.map((name) => ({ name })))(
    '$name refuses to start without a variable that it needs, and names it',
    async ({ name }) => {
      const { WORK_BUCKET: _, ...environment } = environmentOf(name);

      const { refused } = await runFunction({ folder: BUNDLES, name, environment, payload: '{}' });

      expect(refused).toMatch(/environment of the function: .*WORK_BUCKET/);
    },
  );

  it('have finish-sweep called by the watchdog, with an event that it takes', async () => {
    const finished = await runFunction({
      folder: BUNDLES,
      name: 'finish-sweep',
      environment: environmentOf('finish-sweep'),
      payload: watching.payload,
    });

    expect(watching.watched.result).toMatchObject({ finished: [LOST], schedule: { overdue: false } });
    expect(watching.watched.log[1]).toMatchObject({ ScheduleOverdue: 0 });
    expect(finished.result).toMatchObject({ sweepId: LOST, mode: null, status: 'FAILED' });
  });

  it('are small and quick to load', () => {
    const table = HANDLER_NAMES.map((name) => {
      const loads = runs.filter((run) => run.name === name).map(({ startUp = Number.NaN }) => startUp);
      return { name, bytes: statSync(join(BUNDLES, name, 'index.mjs')).size, startUp: Math.min(...loads) };
    });
    process.stdout.write(tableOf(table));

    expect(table.filter(({ bytes, startUp }) => bytes > LARGEST || startUp > SLOWEST)).toEqual([]);
  });
});

function tableOf(rows: readonly { readonly name: string; readonly bytes: number; readonly startUp: number }[]): string {
  const lines = rows.map(({ name, bytes, startUp }) => {
    const columns = [`${Math.round(bytes / 1000)} KB`, `${Math.round(startUp)} ms`];
    return name.padEnd(20) + columns.map((column) => column.padStart(10)).join('');
  });
  return `\nfunction              minified  start-up\n${lines.join('\n')}\n`;
}
