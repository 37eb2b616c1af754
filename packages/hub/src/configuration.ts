/* What `catalog-sweep.yaml` says. Nothing here loads the AWS CDK: the CLI reads configurations too. */
export { configurationJsonSchema } from './configuration/json-schema.ts';
export { parseConfiguration, readConfiguration } from './configuration/read-configuration.ts';
