export * from './data/build-data.ts';
export * from './data/dashboard-data.ts';
export * from './data/query.ts';
export { pageTemplate } from './page-template.ts';
export * from './render-page.ts';
