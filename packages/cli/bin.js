#!/usr/bin/env node
// Says so in one line when the machine's Node is too old to run the sources, before it meets them.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `catalog-sweep needs Node 24 or newer, and this is ${process.version}: install it, or run on Linux, where it comes with the packages`,
  );
  process.exitCode = 2;
} else {
  // By name: the sources here, JavaScript in the published package.
  await import('@catalog-sweep/cli/main');
}
