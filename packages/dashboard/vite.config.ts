import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), viteSingleFile({ removeViteModuleLoader: true })],
  // What the functions of the hub are bundled into lies there too.
  build: { emptyOutDir: false, target: 'es2024', write: false, reportCompressedSize: false },
  logLevel: 'warn',
});
