import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { overlap } from '../dehumanizing-cases/measure.js';
import { type Example, extractor, type Named } from './extract.js';

interface Row { text: string; finds?: string | string[] }
interface Case { set: string; text: string; expected: { start: number; end: number; kind: string }[]; pair?: number; examples: Example[] }

const names = new Map<number, Named>();
const extract = extractor(names);
function readCase(set: string, { text, finds = [] }: Row, pair?: number): Case {
  const kinds = typeof finds === 'string' ? [finds] : finds;
  const expected: { start: number; end: number; kind: string }[] = [];
  let bare = '';
  let start = -1;
  for (const part of text.split(/(\[\[|\]\])/)) {
    if (part === '[[') start = bare.length;
    else if (part === ']]') expected.push({ start, end: bare.length, kind: kinds[expected.length] ?? kinds[0] ?? '' });
    else bare += part;
  }
  return { set, text: bare, expected, ...(pair !== undefined && { pair }), examples: extract(bare) };
}
function load(set: string, file: string): Case[] {
  const { sentences = [], pairs = [] } = parse(readFileSync(file, 'utf8'));
  const out: Case[] = sentences.filter((r: Row) => r.finds !== 'death_wish').map((r: Row) => readCase(set, r));
  pairs.filter((p: {flag: Row}) => p.flag.finds !== 'death_wish').forEach((p: { flag: Row; leave: Row }, k: number) => out.push(readCase(set, p.flag, k), readCase(set, p.leave, k)));
  return out;
}
const args = process.argv.slice(2);
const files = args.filter((a) => a.includes('='));
const all = files.flatMap((f) => { const [s, p] = f.split('='); return load(s!, p!); });
const sets = [...new Set(all.map((c) => c.set))];

// coverage
for (const set of sets) {
  const cs = all.filter((c) => c.set === set);
  const pos = cs.filter((c) => c.expected.length > 0);
  const covered = pos.filter((c) => c.expected.some((e) => c.examples.some((x) => overlap(x.span, e) > 0)));
  const ruled = pos.filter((c) => c.expected.some((e) => c.examples.some((x) => x.stands && overlap(x.span, e) > 0)));
  const neg = cs.filter((c) => c.expected.length === 0);
  const fp = neg.filter((c) => c.examples.some((x) => x.stands));
  console.log(set.padEnd(12), 'pos', pos.length, 'covered', (covered.length / pos.length).toFixed(3), 'rules recall', (ruled.length / pos.length).toFixed(3), 'neg', neg.length, 'cand', neg.filter((c) => c.examples.length > 0).length, 'rules fp', (fp.length / neg.length).toFixed(3),
   'P', (ruled.length/(ruled.length+fp.length)).toFixed(3));
}

interface Inst { x: Uint32Array; y: number; w: number }
function label(c: Case, e: Example): { y: number; w: number } {
  const over = c.expected.map((s) => ({ iou: overlap(e.span, s), kind: s.kind })).sort((a, b) => b.iou - a.iou)[0];
  if (over && over.iou > 0) return over.kind === e.class ? { y: 1, w: 1 } : { y: 1, w: 0.3 };
  return { y: 0, w: c.expected.length > 0 ? 0.3 : 1 };
}
class Model {
  index = new Map<number, number>(); weights = new Float64Array(0);
  train(cases: Case[], minCount = 2, l2 = 1e-3, epochs = 25): void {
    const counts = new Map<number, number>();
    for (const c of cases) for (const e of c.examples) for (const f of e.keys) counts.set(f, (counts.get(f) ?? 0) + 1);
    for (const [f, n] of counts) if (n >= minCount) this.index.set(f, this.index.size);
    const insts: Inst[] = [];
    for (const c of cases) for (const e of c.examples) { const { y, w } = label(c, e); insts.push({ x: this.vec(e.keys), y, w }); }
    const W = new Float64Array(this.index.size); const G = new Float64Array(this.index.size);
    let seed = 1; const rnd = (): number => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed / 0x7fffffff; };
    const order = insts.map((_, i) => i);
    for (let ep = 0; ep < epochs; ep++) {
      for (let i = order.length - 1; i > 0; i--) { const j = Math.floor(rnd() * (i + 1)); [order[i], order[j]] = [order[j]!, order[i]!]; }
      for (const i of order) {
        const { x, y, w } = insts[i]!; let z = 0; for (const f of x) z += W[f]!;
        const g = (1 / (1 + Math.exp(-z)) - y) * w;
        for (const f of x) { const gr = g + l2 * W[f]!; G[f]! += gr * gr; W[f]! -= 0.3 * gr / Math.sqrt(1e-2 + G[f]!); }
      }
    }
    this.weights = W;
  }
  vec(fs: Int32Array): Uint32Array { return Uint32Array.from([...fs].map((f) => this.index.get(f)).filter((v): v is number => v !== undefined)); }
  score(e: Example): number { let z = 0; for (const f of this.vec(e.keys)) z += this.weights[f]!; return 1 / (1 + Math.exp(-z)); }
}
function measure(name: string, cases: Case[], score: (e: Example) => number, thr: number): { f1: number } {
  let tp = 0, fp = 0, fn = 0, cls = 0, iou = 0; const flags = new Map<Case, { hit: boolean; flagged: boolean }>();
  for (const c of cases) {
    const s = c.examples.map((e) => ({ e, p: score(e) })).filter(({ p }) => p >= thr).sort((a, b) => b.p - a.p);
    const kept: Example[] = []; for (const { e } of s) if (!kept.some((k) => overlap(k.span, e.span) > 0)) kept.push(e);
    const hit = c.expected.some((x) => kept.some((k) => overlap(k.span, x) > 0)); const flagged = kept.length > 0;
    flags.set(c, { hit, flagged });
    if (c.pair !== undefined) continue;
    if (c.expected.length === 0) { if (flagged) fp++; continue; }
    if (!hit) { fn++; continue; }
    tp++;
    if (c.expected.some((x) => { const b = kept.slice().sort((a, d) => overlap(d.span, x) - overlap(a.span, x))[0]!; return overlap(b.span, x) > 0 && b.class === x.kind; })) cls++;
    if (c.expected.some((x) => kept.some((k) => overlap(k.span, x) >= 0.5))) iou++;
  }
  const pairs = new Map<string, boolean>();
  for (const c of cases) if (c.pair !== undefined) { const k = `${c.set}${c.pair}`; const f = flags.get(c)!; pairs.set(k, (pairs.get(k) ?? true) && (c.expected.length > 0 ? f.hit : !f.flagged)); }
  const P = tp / (tp + fp), R = tp / (tp + fn), f1 = 2 * P * R / (P + R);
  console.log(name.padEnd(26), `P ${P.toFixed(3)} R ${R.toFixed(3)} F1 ${f1.toFixed(3)} class ${(cls / tp).toFixed(3)} iou ${(iou / tp).toFixed(3)} pairs ${([...pairs.values()].filter(Boolean).length / pairs.size).toFixed(3)}`);
  return { f1 };
}
const extra = sets.filter((s) => s.startsWith('+'));
const cvs = sets.filter((s) => !s.startsWith('+'));
const l2 = Number(process.env.L2 ?? 1e-3), mc = Number(process.env.MC ?? 2), ep = Number(process.env.EP ?? 25);
for (const set of cvs) {
  const m = new Model(); m.train(all.filter((c) => c.set !== set), mc, l2, ep);
  const test = all.filter((c) => c.set === set);
  measure(`${set} rules`, test, (e) => (e.stands ? 1 : 0), 0.5);
  for (const t of [0.4, 0.5, 0.6]) measure(`${set} model ${t}`, test, (e) => m.score(e), t);
}
if (process.env.SHOW) for (const c of all.filter((x) => x.set === process.env.SHOW)) {
  for (const e of c.expected) if (!c.examples.some((x) => overlap(x.span, e) > 0)) console.log('UNCOVERED', e.kind, '[' + c.text.slice(e.start, e.end) + ']', '   ', c.text);
}
if (process.env.ERR) { const set = process.env.ERR; const m = new Model(); m.train(all.filter((c) => c.set !== set), mc, l2, ep);
  for (const c of all.filter((x) => x.set === set)) {
    const s = c.examples.map((e) => ({ e, p: m.score(e) })).sort((a, b) => b.p - a.p);
    const show = s.slice(0, 3).map(({ e, p }) => `${p.toFixed(2)} ${e.stands ? 'R' : '-'} ${e.class}/${e.id} [${c.text.slice(e.span.start, e.span.end)}]`).join('; ');
    if (c.expected.length === 0 && s[0] && s[0].p >= 0.5) console.log('FALSE', c.text, ' => ', show);
    if (c.expected.length > 0 && !c.expected.some((x) => s.some(({ e, p }) => p >= 0.5 && overlap(e.span, x) > 0)) && s.length) console.log('MISS', c.text, '{' + c.expected.map((e) => e.kind + ':' + c.text.slice(e.start, e.end)).join('|') + '} => ', show);
  } }
