/** What an engine tells of an execution and its children, as it happens. Executions and Map Runs go by their ARNs. */
export type ExecutionReport =
  | { readonly type: 'history event'; readonly execution: string; readonly event: ReportedEvent }
  | {
      readonly type: 'map run started';
      readonly mapRun: string;
      readonly execution: string;
      /** 0 stands for no limit. */
      readonly maxConcurrency: number;
      readonly toleratedFailureCount: number;
      readonly toleratedFailurePercentage: number;
    }
  | { readonly type: 'map run counted'; readonly mapRun: string; readonly items: number }
  | { readonly type: 'map run ended'; readonly mapRun: string; readonly status: 'SUCCEEDED' | 'FAILED' }
  | {
      readonly type: 'child started';
      readonly mapRun: string;
      readonly child: string;
      readonly name: string;
      readonly input: unknown;
    }
  | { readonly type: 'child ended'; readonly mapRun: string; readonly child: string; readonly end: ExecutionEnd };

/** One event of a history; ids go from 1 on, without gaps. */
export interface ReportedEvent {
  readonly id: number;
  /** The event that led to it; 0 for none. */
  readonly previousEventId: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** As GetExecutionHistory has it. */
  readonly type: string;
  /** What belongs to the type, in the words of its details there; inputs, outputs and parameters are values. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** How an execution came to its own end. */
export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error?: string | undefined;
      readonly cause?: string | undefined;
    };
