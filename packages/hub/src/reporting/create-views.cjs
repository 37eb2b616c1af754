'use strict';

/*
 * Creates the views over the logs of catalog-sweep through Athena, for CloudFormation: a custom resource with the properties WorkGroup, Database and Views, a
 * list of { Name, Sql }. It stands in the template as it is here, needs nothing but what Lambda brings along, and has to stay below 4,096 bytes.
 */
const { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');

const POLL_MILLISECONDS = 500;

/** Time that is left for the answer. */
const RESERVE_MILLISECONDS = 10_000;

exports.handler = async (event, context) => {
  let problem;
  try {
    // What is deleted goes with the database: Glue deletes its views as it deletes its tables.
    if (event.RequestType !== 'Delete') await createViews(event, context);
  } catch (error) {
    problem = `${error.name}: ${error.message}`;
    console.error(problem);
  }
  await answer(event, context, problem);
};

async function createViews({ ResourceProperties: wanted, OldResourceProperties: former = {} }, context) {
  const athena = new AthenaClient();
  for (const { Name, Sql } of wanted.Views) {
    await run(`CREATE OR REPLACE VIEW ${Name} AS ${Sql}`, { athena, wanted, context });
  }
  const names = wanted.Views.map(({ Name }) => Name);
  const left = (former.Views ?? []).filter(({ Name }) => !names.includes(Name));
  for (const { Name } of left.toReversed()) await run(`DROP VIEW IF EXISTS ${Name}`, { athena, wanted, context });
}

async function run(sql, { athena, wanted, context }) {
  const start = new StartQueryExecutionCommand({
    QueryString: sql,
    WorkGroup: wanted.WorkGroup,
    QueryExecutionContext: { Database: wanted.Database },
  });
  const { QueryExecutionId } = await athena.send(start);
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution.Status;
    if (State === 'SUCCEEDED') return;
    const statement = sql.slice(0, 60).replaceAll('\n', ' ');
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${statement}: ${State}: ${StateChangeReason}`);
    if (context.getRemainingTimeInMillis() < RESERVE_MILLISECONDS) throw new Error(`${statement}: still ${State}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
async function answer({ ResponseURL, StackId, RequestId, LogicalResourceId }, { logStreamName }, problem) {
  const body = JSON.stringify({
    Status: problem === undefined ? 'SUCCESS' : 'FAILED',
    Reason: problem === undefined ? undefined : `${problem.slice(0, 500)} (log stream ${logStreamName})`,
    PhysicalResourceId: `${LogicalResourceId}Views`,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
}
