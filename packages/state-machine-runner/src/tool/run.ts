import { runTool } from './main.ts';

/* `pnpm run-state-machine`: for those who maintain the runner, so it is not published. */
process.exitCode = await runTool(process.argv.slice(2));
