export * from './data/dashboard-data.ts';
export * from './data/query.ts';
