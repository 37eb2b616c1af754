export * from './data/build-data.ts';
export * from './data/dashboard-data.ts';
export * from './data/query.ts';
export * from './render-page.ts';
