import { type StageContext, type Sweep, workKeys } from '@catalog-sweep/core';
import { SWEEP_START } from './builders.ts';
import { MemoryObjectStore } from './memory-object-store.ts';
import { type Script, ScriptedSpokes } from './scripted-spokes.ts';
import { TestClock } from './test-clock.ts';

/** What a stage works with, in memory, and open to the test. */
export interface Stage {
  readonly context: StageContext;
  readonly clock: TestClock;
  readonly work: MemoryObjectStore;
  readonly logs: MemoryObjectStore;
  readonly spokes: ScriptedSpokes;
}

/** A stage of a planned sweep, ten minutes after it began; spokes answer from the script. */
export function aStage({ sweep, script = {} }: { readonly sweep: Sweep | undefined; readonly script?: Script }): Stage {
  const clock = new TestClock(SWEEP_START + 600_000);
  const work = new MemoryObjectStore('work');
  const logs = new MemoryObjectStore('logs');
  const spokes = new ScriptedSpokes(script);
  if (sweep !== undefined) {
    work.putJson(workKeys.sweep(sweep.sweepId), sweep);
  }
  return { context: { clock, aws: spokes, work, logs, deadline: clock.now() + 900_000 }, clock, work, logs, spokes };
}
