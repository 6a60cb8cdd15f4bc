import type { Span } from '../domain/span.js';

/** Sentences of the ORIGINAL text: ended by . ! ? … or a line break, closing quotes kept. In order, none empty. */
export function sentences(raw: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(raw[from]!)) from++;
    while (to > from && /\s/.test(raw[to - 1]!)) to--;
    if (from < to) found.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < raw.length; at++) {
    const unit = raw[at]!;
    if (unit === '\n') close(at);
    else if ('.!?…'.includes(unit)) {
      while (at + 1 < raw.length && '.!?…"\'”’)'.includes(raw[at + 1]!)) at++;
      if (at + 1 >= raw.length || /\s/.test(raw[at + 1]!)) close(at + 1);
    }
  }
  close(raw.length);
  return found;
}
