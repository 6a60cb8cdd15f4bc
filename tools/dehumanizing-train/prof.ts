import { comments } from '../bench/texts.js';
import { extractor } from './extract.js';
const ex = extractor(new Map());
let n = 0, c = 0, st = 0, keys = 0; const ids = new Map<string, number>();
for (const t of comments(1000)) { const e = ex(t); if (e.length) n++; c += e.length; for (const x of e) { keys += x.keys.length; if (x.stands) st++; const w = t.slice(x.span.start, x.span.end).toLowerCase(); ids.set(w, (ids.get(w) ?? 0) + 1); } }
console.log(n, c, st, keys / c, [...ids].sort((a, b) => b[1] - a[1]).slice(0, 25));
