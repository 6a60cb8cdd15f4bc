import { useState } from 'preact/hooks';
import type { Attribute, Finding } from '../api/types.js';
import { type Segment, segmentsOf } from './marks.js';
import { dots, isMasked } from './masks.js';
import { Code, toneOf } from './parts.js';
import { attributeWords, scoreOf } from './words.js';

const rank: readonly Attribute[] = [
  'DEHUMANIZATION',
  'THREAT',
  'IDENTITY_ATTACK',
  'SEVERE_TOXICITY',
  'INSULT',
  'PROFANITY',
  'TOXICITY',
];
const strongest = (findings: readonly Finding[]): Finding =>
  [...findings].sort(
    (a, b) => b.score - a.score || rank.indexOf(a.attribute) - rank.indexOf(b.attribute),
  )[0]!;

/** A finding that covers the whole comment says nothing of a place: it is listed, not marked. */
const isWhole = ({ span }: Finding, text: string): boolean =>
  span.start === 0 && span.end === text.length && text.length > 40;

/**
 * The comment as it was written, every span marked by colour, underline and two letters; what the pointed or focused span
 * means stands in the reading line below, so that nothing covers the text. Only ever text nodes.
 */
export function MarkedComment({
  text,
  findings,
  shown,
  onUnmask,
}: {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Whether masked words are shown. */
  readonly shown: boolean;
  readonly onUnmask: () => void;
}) {
  const [read, setRead] = useState<Finding>();
  const marked = findings.filter((finding) => !isWhole(finding, text));
  const reading = read ?? (marked.length > 0 ? strongest(marked) : undefined);
  return (
    <>
      <p class="words" dir="auto">
        {placed(segmentsOf(text, marked)).map(({ segment, end }, at) => {
          if (segment.findings.length === 0) return <bdi key={at}>{segment.text}</bdi>;
          const finding = strongest(segment.findings);
          if (!shown && segment.findings.some(isMasked))
            return (
              <button
                key={at}
                type="button"
                class="mask"
                aria-label={`masked word, ${[...segment.text].length} letters, ${attributeWords[finding.attribute]}: show`}
                onClick={onUnmask}
                onFocus={() => setRead(finding)}
              >
                <i aria-hidden="true">{dots(segment.text)}</i>
              </button>
            );
          return (
            <mark
              key={at}
              class={toneOf(finding.attribute)}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the span's meaning is read on focus
              tabIndex={0}
              onMouseEnter={() => setRead(finding)}
              onFocus={() => setRead(finding)}
            >
              {segment.text}
              {finding.span.end === end && <Code attribute={finding.attribute} />}
            </mark>
          );
        })}
      </p>
      <div class="inspect" aria-live="polite">
        {reading ? (
          <>
            <div class="row">
              <Code attribute={reading.attribute} />
              <b>{attributeWords[reading.attribute]}</b>
              <span class="muted">
                {reading.severity} · {scoreOf(reading.score)}
              </span>
              <span class="muted end mono clip">{reading.rule}</span>
            </div>
            <p class="soft">{reading.note}</p>
          </>
        ) : (
          <p class="muted">No span is marked.</p>
        )}
      </div>
    </>
  );
}

/** Segments with where they end: the letters stand once a finding, at its end. */
function placed(segments: readonly Segment[]): { segment: Segment; end: number }[] {
  let end = 0;
  return segments.map((segment) => {
    end += segment.text.length;
    return { segment, end };
  });
}
