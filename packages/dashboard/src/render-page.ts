import type { DashboardData } from './data/dashboard-data.ts';
import { pack } from './data/pack.ts';
import { pageTemplate } from './page-template.ts';

/** Where the page looks for its data. A browser does not run a script of this type. */
const PLACE = '<script id="data" type="application/octet-stream;base64">';

/** The page with its data: one HTML file that needs nothing else. Throws when the page cannot be built. */
export async function renderPage(data: DashboardData): Promise<string> {
  const [before, after, ...more] = (await pageTemplate()).split(PLACE);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`the built page does not hold ${PLACE} once: build it again`);
  }
  return before + PLACE + pack(data) + after;
}
