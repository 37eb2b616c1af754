import type { SweepProgress } from '../sweep-place.ts';

/** How far a sweep is, a line each: the phase, then targets and updates as soon as there are any. */
export function renderProgress(
  { wavesPlanned, wavesBegun, phase, targetsPlanned, targetsDone, targetsFailed, ...updates }: SweepProgress,
  time: string,
): string[] {
  const { updatesPlanned, updatesStarted, updatesEnded, updatesFailed } = updates;
  const wave = wavesPlanned > 1 && wavesBegun > 0 ? `, wave ${wavesBegun} of ${wavesPlanned}` : '';
  const underWay = Math.max(0, updatesStarted - updatesEnded);
  return [
    `${phase}${wave} (${time})`,
    ...(targetsPlanned === 0 ? [] : [`targets: ${targetsDone} of ${targetsPlanned} done, ${targetsFailed} failed`]),
    ...(updatesPlanned === 0
      ? []
      : [`updates: ${updatesEnded} of ${updatesPlanned} done, ${underWay} under way, ${updatesFailed} failed`]),
  ];
}
