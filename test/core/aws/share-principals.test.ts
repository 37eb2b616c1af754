import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { describe, expect, it } from '@jest/globals';
import { sharePrincipals } from '../../../packages/core/src/aws/share-principals.ts';
import { answering } from '../scripted-spokes.ts';
import { TestClock } from '../test-clock.ts';

const share = { portfolioId: 'port-1', node: { type: 'ORGANIZATION', id: 'o-ab12cd34ef' } } as const;

/** Service Catalog that tells these statuses of a change, one after the other and the last for ever. */
function aCatalog(...statuses: readonly string[]) {
  const calls: { operation: string; input: object }[] = [];
  const client = answering(new ServiceCatalogClient({ region: 'eu-west-1' }), (operation, input) => {
    calls.push({ operation, input });
    const status = statuses[Math.min(calls.length, statuses.length) - 1];
    return { PortfolioShareToken: 'share-1', Status: status };
  });
  return { client, calls };
}

describe('sharing the principals of a portfolio', () => {
  it('changes nothing else of the share', async () => {
    const { client, calls } = aCatalog('COMPLETED');

    await sharePrincipals(client, share, new TestClock(0));

    expect(calls).toEqual([
      {
        operation: 'UpdatePortfolioShare',
        input: {
          PortfolioId: 'port-1',
          OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-ab12cd34ef' },
          SharePrincipals: true,
        },
      },
    ]);
  });

  it('waits until every account has them', async () => {
    const clock = new TestClock(0);
    const { client, calls } = aCatalog('NOT_STARTED', 'IN_PROGRESS', 'COMPLETED');

    await sharePrincipals(client, share, clock);

    expect(calls.slice(1)).toEqual([
      { operation: 'DescribePortfolioShareStatus', input: { PortfolioShareToken: 'share-1' } },
      { operation: 'DescribePortfolioShareStatus', input: { PortfolioShareToken: 'share-1' } },
    ]);
    expect(clock.now()).toBe(30_000);
  });

  it.each(['COMPLETED_WITH_ERRORS', 'ERROR'])('fails when it ends as %s', async (status) => {
    const { client } = aCatalog('IN_PROGRESS', status);

    await expect(sharePrincipals(client, share, new TestClock(0))).rejects.toMatchObject({ code: status });
  });

  it('gives up after ten minutes', async () => {
    const clock = new TestClock(0);
    const { client } = aCatalog('IN_PROGRESS');

    await expect(sharePrincipals(client, share, clock)).rejects.toMatchObject({ code: 'IN_PROGRESS' });
    expect(clock.now()).toBe(600_000);
  });
});
