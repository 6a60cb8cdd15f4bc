import { readFileSync } from 'node:fs';
import type { Loops } from './loops.js';
import { plainLoops } from './plain-kernel.js';

/** The loops and their memory, handed out piece by piece. */
export interface Kernel extends Loops {
  /** `wasm` where the machine has WebAssembly with SIMD, else `plain`. */
  readonly kind: 'wasm' | 'plain';
  readonly floats: Float32Array;
  readonly words: Uint32Array;
  readonly shorts: Int16Array;
  /** Address of a stretch of so many zeros, at a multiple of 64 bytes. @throws RangeError beyond what was asked for */
  take(numbers: number): number;
}

/** What is left of WebAssembly's interface where no types for it are at hand. */
declare const WebAssembly: {
  Memory: new (about: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
};

const pageBytes = 65_536;
const alignment = 64;
/** Bytes that a stretch takes at most beyond its numbers. */
export const roomOf = (...stretches: readonly number[]): number =>
  stretches.reduce((sum, numbers) => sum + numbers * 4 + alignment, 0);

/**
 * @param bytes how much will be taken: {@link roomOf}
 * @param kind `plain` forces the fallback
 */
export function createKernel(bytes: number, kind: 'wasm' | 'plain' = 'wasm'): Kernel {
  const pages = Math.ceil(bytes / pageBytes) + 1;
  const compiled = kind === 'wasm' ? compile(pages) : undefined;
  const buffer = compiled?.memory.buffer ?? new ArrayBuffer(pages * pageBytes);
  const floats = new Float32Array(buffer);
  const words = new Uint32Array(buffer);
  const shorts = new Int16Array(buffer);
  const loops = compiled?.loops ?? plainLoops(floats, words, shorts);
  let next = pageBytes; // the module's own few bytes come first
  return {
    kind: compiled ? 'wasm' : 'plain',
    floats,
    words,
    shorts,
    dense: loops.dense,
    convolve: loops.convolve,
    places: loops.places,
    recur: loops.recur,
    pool: loops.pool,
    take(numbers) {
      const at = next;
      next = Math.ceil((at + numbers * 4) / alignment) * alignment;
      if (next > buffer.byteLength) throw new RangeError('The nets need more memory than was asked for.');
      return at;
    },
  };
}

let module: object | undefined;

/** Undefined where the machine cannot run it: no WebAssembly, or none with SIMD. */
function compile(pages: number) {
  try {
    module ??= new WebAssembly.Module(readFileSync(new URL('kernel.wasm', import.meta.url)));
    const memory = new WebAssembly.Memory({ initial: pages });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    return { memory, loops: instance.exports as Loops };
  } catch {
    return undefined;
  }
}
