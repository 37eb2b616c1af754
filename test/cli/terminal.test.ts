import { describe, expect, it } from '@jest/globals';
import { programName } from '../../packages/cli/src/terminal.ts';

describe('the name that the program goes by', () => {
  it.each([
    { name: 'called by itself', env: {}, is: 'catalog-sweep' },
    {
      name: 'run by pnpm',
      env: { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/?', npm_execpath: '/usr/lib/node_modules/pnpm/bin/pnpm' },
      is: 'pnpm catalog-sweep',
    },
    {
      name: 'run by a pnpm that npx fetched',
      env: {
        npm_config_user_agent: 'pnpm/12.21.0 npm/? node/?',
        npm_execpath: '/cache/_npx/9c70/node_modules/pnpm',
      },
      is: 'npx --yes pnpm@12 catalog-sweep',
    },
    { name: 'run by npm', env: { npm_config_user_agent: 'npm/11.0.0 node/v24' }, is: 'catalog-sweep' },
  ])('is what to type again: $name', ({ env, is }) => {
    expect(programName(env)).toBe(is);
  });
});
