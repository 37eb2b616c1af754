import type { HistoryEvent } from './history.ts';

/** What Step Functions would remember of an execution and its children, as it happens. Executions and Map Runs go by their ARNs. */
export type ExecutionReport =
  | { readonly type: 'history event'; readonly execution: string; readonly event: HistoryEvent }
  | {
      readonly type: 'map run started';
      readonly mapRun: string;
      readonly execution: string;
      /** 0 stands for no limit. */
      readonly maxConcurrency: number;
      readonly toleratedFailureCount: number;
      readonly toleratedFailurePercentage: number;
    }
  /** The items are known. */
  | { readonly type: 'map run counted'; readonly mapRun: string; readonly items: number }
  | { readonly type: 'map run ended'; readonly mapRun: string; readonly status: 'SUCCEEDED' | 'FAILED' }
  | {
      readonly type: 'child started';
      readonly mapRun: string;
      readonly child: string;
      readonly name: string;
      readonly input: unknown;
    }
  | {
      readonly type: 'child ended';
      readonly mapRun: string;
      readonly child: string;
      readonly end: ChildEnd;
    };

export type ChildEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string | undefined; readonly cause: string | undefined };
