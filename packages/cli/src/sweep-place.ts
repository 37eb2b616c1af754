import type { DoctorSummary, SweepId, SweepRequest, SweepSummary } from '@catalog-sweep/core';

/** Where a sweep is. `now` is the time of the sweep's clock, in milliseconds since 1970. */
export interface SweepProgress {
  readonly sweepId: string;
  /** The state of the state machine. */
  readonly phase: string;
  readonly now: number;
  /** Waves come one after the other; a doctor's run has one. */
  readonly wavesPlanned: number;
  readonly wavesBegun: number;
  readonly targetsPlanned: number;
  readonly targetsDone: number;
  readonly targetsFailed: number;
  readonly updatesPlanned: number;
  readonly updatesStarted: number;
  readonly updatesEnded: number;
  readonly updatesFailed: number;
}

export interface SweepResult {
  readonly summary: SweepSummary;
  /** How often each operation of AWS was called: `sts:AssumeRole` -> 12. Not known of a sweep that ran elsewhere. */
  readonly apiCalls: Readonly<Record<string, number>> | undefined;
  /** How many faults of each kind it met, where some were asked for. */
  readonly faultsInjected?: Readonly<Record<string, number>> | undefined;
}

/** Thrown when a sweep ended without a summary. */
export class SweepFailedError extends Error {
  override readonly name = 'SweepFailedError';
}

/** Thrown when the sweep goes on and only the waiting for it was ended. */
export class DetachedError extends Error {
  override readonly name = 'DetachedError';
}

/** Where one sweep runs. */
export interface SweepPlace {
  /** Throws UsageError for what the user has to mend, and SweepFailedError when the sweep ended without a summary. */
  run(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<SweepResult>;
  /** The same for a doctor's run: a request in doctor mode. */
  examine(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<DoctorSummary>;
  /**
   * Finishes an earlier sweep that died without an end: every planned target and product gets its line. Throws UsageError when none of that id was planned.
   */
  finish(sweepId: SweepId): Promise<SweepResult>;
  /** Only where a sweep goes on without this process: ends the waiting alone, with DetachedError. */
  readonly detach?: () => void;
  /** No new update starts; what is under way is followed to its end. */
  stop(): Promise<void>;
  /** Ends the sweep at once; what is under way is logged as STOPPED. */
  abort(): Promise<void>;
  close(): Promise<void>;
}
