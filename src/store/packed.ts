/**
 * Strings in one argument for a script: a MessagePack array of str 32 (github.com/msgpack/msgpack, spec.md), which
 * every Redis' Lua reads with `cmsgpack.unpack`. Redis takes one argument in quicker than hundreds. And each string is
 * written as UTF-8 by itself: joined to one, a single emoji makes V8 hold, and encode, them all at two bytes a letter.
 */
export function packed(items: readonly (string | number)[]): Buffer {
  need(5);
  scratch[0] = 0xdd;
  scratch.writeUInt32BE(items.length, 1);
  let end = 5;
  for (const item of items) {
    const text = typeof item === 'string' ? item : String(item);
    need(end + 5 + 3 * text.length);
    const start = end + 5;
    const length = writeShort(text, start) ?? scratch.write(text, start);
    scratch[end] = 0xdb;
    scratch.writeUInt32BE(length, end + 1);
    end = start + length;
  }
  return Buffer.from(scratch.subarray(0, end));
}

/** Written over by each call, which leaves with a copy. */
let scratch = Buffer.allocUnsafe(1 << 17);

function need(bytes: number): void {
  if (bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(2 * bytes);
  scratch.copy(larger);
  scratch = larger;
}

/** Ids, numbers and the like, without the way out of JavaScript; undefined where that way is needed. */
function writeShort(text: string, start: number): number | undefined {
  if (text.length > 24) return undefined;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return undefined;
    scratch[start + at] = code;
  }
  return text.length;
}
