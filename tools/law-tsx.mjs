// dependency-cruiser 17 asks swc for TypeScript without JSX, whatever the extension; 18 asks for it, but needs Node 22.
import { createRequire } from 'node:module';

// require before anybody's import: an import of a CommonJS package takes its exports as they stand at that moment.
const swc = createRequire(import.meta.url)('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: /\.[jt]sx$/.test(path) });
