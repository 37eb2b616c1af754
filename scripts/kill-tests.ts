import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { killAt, killPointsOf, type KillResult } from './kill/kill-points.ts';

/* `pnpm kill-tests`: kills a sweep of the example organisation in the middle of each of its requests to AWS in turn, and holds what is left against the promises. */

const HELP = `Usage: pnpm kill-tests [options]

kill a sweep of the example organisation in the middle of each request to AWS in turn;
finish it, sweep again, and check that nothing was lost or done twice

Options:
  --from <number>  begin at this request (default: 1)
  --every <n>      only every nth (default: 1)
  --help           show this

Exit codes: 0 everything held, 1 something did not, 2 wrong usage`;

const EXAMPLE = fileURLToPath(new URL('../examples/organisation.yaml', import.meta.url));
/** Most of a kill is a process that starts. */
const AT_ONCE = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '1' },
      every: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [from, every] = [values.from, values.every].map(Number);
  if (!Number.isInteger(from) || !Number.isInteger(every) || Number(from) < 1 || Number(every) < 1) {
    console.error('error: --from and --every take a whole number from 1');
    return 2;
  }
  const all = await killPointsOf(EXAMPLE);
  const points = all.filter(({ number }) => number >= Number(from) && (number - Number(from)) % Number(every) === 0);
  const results: KillResult[] = [];
  const waiting = [...points];
  const killer = async () => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      const result = await killAt(point, EXAMPLE);
      results.push(result);
      for (const problem of result.problems) console.log(`${result.point.number} ${result.point.what}: ${problem}`);
      if (process.stderr.isTTY) process.stderr.write(`\r${results.length} of ${points.length} `);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, killer));
  const broken = results.filter(({ problems }) => problems.length > 0);
  const kinds = new Set(results.map(({ point }) => point.what));
  console.log(
    `killed at ${results.length} of the ${all.length} requests of a sweep (${kinds.size} kinds); ${results.filter(({ planned }) => planned).length} were planned by then; ${broken.length} broke a promise`,
  );
  return broken.length === 0 ? 0 : 1;
}

process.exitCode = await main();
