import type { Store } from '../store.ts';
import { endExecution } from './end-execution.ts';
import { stateMachineOf, type MapRunEntity } from './entities.ts';
import { putEvent, removeEvents } from './history.ts';
import type { ExecutionReport } from './report.ts';

/** Keeps what an engine tells. */
export function recordReport(store: Store, report: ExecutionReport, now: number): void {
  switch (report.type) {
    case 'history event':
      return putEvent(store, report.execution, report.event);
    case 'map run started': {
      const { type: _type, mapRun: arn, execution: executionArn, ...limits } = report;
      const counts = { total: 0, running: 0, succeeded: 0, failed: 0, aborted: 0 };
      return store.put('states.mapRuns', arn, {
        arn,
        executionArn,
        status: 'RUNNING',
        ...limits,
        startedAt: now,
        ...counts,
      });
    }
    case 'map run counted':
      return change(store, report.mapRun, () => ({ total: report.items }));
    case 'map run ended':
      return change(store, report.mapRun, () => ({ status: report.status, stoppedAt: now }));
    case 'child started': {
      const { child: arn, name, mapRun: mapRunArn, input } = report;
      removeEvents(store, arn);
      change(store, mapRunArn, ({ running }) => ({ running: running + 1 }));
      return store.put('states.executions', arn, {
        arn,
        stateMachineArn: stateMachineOf(arn),
        name,
        mapRunArn,
        status: 'RUNNING',
        input: JSON.stringify(input),
        startedAt: now,
      });
    }
    case 'child ended': {
      const { child, mapRun, end } = report;
      endExecution(store, child, { end, now });
      return change(store, mapRun, ({ running, succeeded, failed }) =>
        end.status === 'SUCCEEDED'
          ? { running: running - 1, succeeded: succeeded + 1 }
          : { running: running - 1, failed: failed + 1 },
      );
    }
  }
}

function change(store: Store, arn: string, changes: (mapRun: MapRunEntity) => Partial<MapRunEntity>): void {
  const mapRun = store.get('states.mapRuns', arn);
  if (mapRun === undefined) throw new Error(`there is no map run ${arn}`);
  store.put('states.mapRuns', arn, { ...mapRun, ...changes(mapRun) });
}
