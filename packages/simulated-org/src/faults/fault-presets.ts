import type { FaultPlan } from './fault-plan.ts';

/** Now and then something, as on a bad day of AWS: nearly all of it is over with the next attempt. */
const light: FaultPlan = {
  rules: [
    {
      name: 'noise-in-the-catalogue',
      service: 'servicecatalog',
      faults: { throttled: 0.02, 'server-error': 0.005, 'connection-lost-before': 0.005, slow: 0.01 },
    },
    { name: 'noise-in-sts', service: 'sts', faults: { throttled: 0.02, unavailable: 0.005 } },
    { name: 'noise-in-s3', service: 's3', faults: { throttled: 0.01, 'server-error': 0.005 } },
    { name: 'noise-in-organizations', service: 'organizations', faults: { throttled: 0.05 } },
    {
      name: 'noise-in-lambda',
      functions: ['scan-target', 'start-update', 'check-update', 'log-update'],
      faults: { 'function-throttled': 0.01 },
    },
  ],
};

/** All that can go wrong, far more often than it does: for tests of what is promised under faults. */
const heavy: FaultPlan = {
  rules: [
    {
      name: 'search',
      service: 'servicecatalog',
      operations: ['SearchProvisionedProducts'],
      faults: {
        throttled: 0.2,
        'server-error': 0.05,
        unavailable: 0.03,
        'connection-lost-before': 0.05,
        slow: 0.05,
        denied: { ofAccounts: 0.01 },
        'credentials-expired': 0.01,
        'account-suspended': 0.02,
      },
    },
    {
      name: 'update',
      service: 'servicecatalog',
      operations: ['UpdateProvisionedProduct'],
      faults: {
        throttled: 0.1,
        'server-error': 0.05,
        'connection-lost-before': 0.05,
        'connection-lost-after': 0.1,
        slow: 0.05,
        'credentials-expired': 0.01,
        overtaken: 0.05,
        'never-ends': 0.03,
        'fails-after-an-hour': 0.05,
        'version-deleted': 0.02,
      },
    },
    {
      name: 'look-again',
      service: 'servicecatalog',
      operations: ['DescribeProvisionedProduct'],
      roles: ['CatalogSweepUpdate'],
      faults: {
        throttled: 0.1,
        'connection-lost-after': 0.05,
        overtaken: 0.05,
        'product-deleted': 0.05,
        'launch-path-removed': 0.05,
      },
    },
    {
      name: 'follow',
      service: 'servicecatalog',
      operations: ['DescribeRecord'],
      faults: { throttled: 0.1, unavailable: 0.05, 'connection-lost-after': 0.05, 'credentials-expired': 0.005 },
    },
    {
      name: 'role',
      service: 'sts',
      operations: ['AssumeRole'],
      faults: { throttled: 0.1, unavailable: 0.03, 'connection-lost-after': 0.03, denied: { ofAccounts: 0.02 } },
    },
    { name: 'stacks', service: 'cloudformation', faults: { throttled: 0.1, 'server-error': 0.05, denied: 0.02 } },
    { name: 'accounts', service: 'organizations', faults: { throttled: 0.2, 'server-error': 0.05 } },
    {
      name: 'objects',
      service: 's3',
      operations: ['PutObject'],
      faults: { throttled: 0.1, 'server-error': 0.03, 'connection-lost-before': 0.02, 'connection-lost-after': 0.03 },
    },
    { name: 'reads', service: 's3', operations: ['GetObject', 'ListObjectsV2'], faults: { throttled: 0.08 } },
    {
      name: 'functions',
      functions: ['scan-target', 'start-update', 'check-update', 'log-update', 'note-failed-target'],
      faults: {
        'function-throttled': 0.03,
        'function-killed-before': 0.03,
        'function-killed-after': 0.03,
        'function-timed-out': 0.02,
      },
    },
    {
      name: 'functions-of-the-sweep',
      functions: ['plan-sweep', 'plan-updates', 'close-wave'],
      faults: { 'function-killed-after': 0.2, 'function-timed-out': 0.1 },
    },
  ],
};

/** The plans that have a name. */
export const FAULT_PRESETS: Readonly<Record<string, FaultPlan>> = { light, heavy };
