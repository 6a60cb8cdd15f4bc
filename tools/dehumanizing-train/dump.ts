import { writeFileSync } from 'node:fs';
import { comments } from '../bench/texts.js';
writeFileSync('/tmp/dh/bench.json', JSON.stringify(comments(4000)));
