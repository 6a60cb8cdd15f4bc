// npm run wasm: compiles the nets' loops (kernel.ts, AssemblyScript) to src/checks/toxicity/models/kernel.wasm, which is
// committed. A test compiles them again and compares.
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';

compile(fileURLToPath(new URL('../../src/checks/toxicity/models/kernel.wasm', import.meta.url)));
