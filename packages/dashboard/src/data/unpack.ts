import { fromColumns, type Columns } from './columns.ts';
import type { DashboardData } from './dashboard-data.ts';

/** What `pack` was given. It uses only what browsers and Node share, and asks no server, so that it works in a page that was opened from disk. */
export async function unpack(text: string): Promise<DashboardData> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const json = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
  return fromColumns((await json.json()) as Columns);
}
