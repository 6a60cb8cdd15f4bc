#!/usr/bin/env node
// The `decorum` command of a source checkout: makes it runnable, then hands over to the compiled command line.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare();
await import(pathToFileURL(join(root, 'dist', 'src', 'main.js')).href);
