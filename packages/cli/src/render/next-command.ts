import type { SweepSummary } from '@catalog-sweep/core';
import type { Place } from '../places/open-place.ts';

/** How a sweep was called, as far as the next command has to repeat it. */
export interface Call {
  /** What to type to run this program. */
  readonly program: string;
  readonly on: Place;
  /** The options that would make the same sweep again, in whatever mode. */
  readonly options: readonly string[];
  /** The option that names the state folder, when it is not the usual one. */
  readonly stateFolder: readonly string[];
}

/** How a sweep of the hub is called that was not called from here. */
export function hubCall(program: string, hubRegion: string | undefined): Call {
  const region = hubRegion === undefined ? [] : [`--hub-region ${hubRegion}`];
  return { program, on: 'hub', options: ['--on hub', ...region], stateFolder: [] };
}

/** What is most worth typing after a sweep: it can be taken as it stands. */
export function nextCommand(summary: SweepSummary, call: Call): string {
  const { mode, updates } = summary;
  const failed = updates.find(({ outcome }) => outcome === 'UPDATE_FAILED');
  if (failed !== undefined) return explain(failed.provisionedProductId, { summary, call });
  const sweep = [call.program, 'sweep', ...call.options];
  if (updates.some(({ outcome }) => outcome === 'UPDATE_AVAILABLE')) return [...sweep, '--mode update'].join(' ');
  if (updates.some(({ outcome }) => outcome === 'STOPPED' || outcome === 'DEFERRED'))
    return [...sweep, `--mode ${mode}`].join(' ');
  return `${call.program} outcomes`;
}

/** A log that lies in S3 has to be fetched first. */
function explain(id: string, { summary, call }: { readonly summary: SweepSummary; readonly call: Call }): string {
  const { program, on, options, stateFolder } = call;
  if (on === 'simulated') return [program, 'explain', id, ...stateFolder].join(' ');
  if (on === 'hub')
    return [program, 'explain', id, ...options.filter((option) => /^--(on|hub-region) /.test(option))].join(' ');
  const days = summary.log.location.replace(/\/dt=[^/]+\/?$/, '');
  return `aws s3 sync ${days} catalog-sweep-logs && ${program} explain ${id} --log catalog-sweep-logs`;
}
