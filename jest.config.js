export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/test/bundled-functions.js',
  randomize: true,
  // Jest leaves one core idle, which on two is half of them.
  maxWorkers: '100%',
  // Modules that a test file loaded stay in the memory of its worker, and CDK is 200 MB of them: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1GB',
  // Tests over HTTP share the machine with others; a time limit is for what hangs.
  testTimeout: 60_000,
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/\\.types/', '<rootDir>/.*/dist/'],
  reporters: ['default', '<rootDir>/test/count-reporter.js'],
};
