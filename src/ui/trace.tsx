import type { Disguise } from '../api/types.js';
import { dots } from './masks.js';

/** How words in disguise were read: character cells as written and as read; changed ones tinted, left-out ones dashed. */
export function Traces({
  disguises,
  masked,
}: {
  readonly disguises: readonly Disguise[];
  /** Whether words are masked now: then their letters are not shown here either. */
  readonly masked: (disguise: Disguise) => boolean;
}) {
  return (
    <>
      {disguises.map((disguise) => {
        const { span, read, cells } = disguise;
        const raw = cells.map((cell) => cell.raw).join('');
        const hidden = masked(disguise);
        const changed = cells.filter(({ kind }) => kind === 'changed').length;
        const removed = cells.filter(({ kind }) => kind === 'removed').length;
        const what = [
          changed > 0 && `${changed} read as ${changed === 1 ? 'another letter' : 'other letters'}`,
          removed > 0 && `${removed} left out`,
        ]
          .filter(Boolean)
          .join(', ');
        return (
          <div key={`${span.start} ${span.end}`} class="card de">
            <div class="row">
              <h2>
                How “<bdi>{hidden ? dots(raw) : raw}</bdi>” was read
              </h2>
              <span class="muted end">{what}</span>
            </div>
            {!hidden && (
              <ol class="trace" aria-label={`As written ${raw}, as read ${read}`}>
                <li>
                  <span class="cells" aria-hidden="true">
                    {cells.map((cell, at) => (
                      <span
                        key={at}
                        class={cell.kind === 'changed' ? 'ch' : cell.kind === 'removed' ? 'gone' : ''}
                      >
                        {cell.raw}
                      </span>
                    ))}
                  </span>
                  <span class="muted">as written</span>
                </li>
                <li class="arr" aria-hidden="true">
                  →
                </li>
                <li>
                  <span class="cells" aria-hidden="true">
                    {cells
                      .filter(({ kind }) => kind !== 'removed')
                      .map((cell, at) => (
                        <span key={at} class={cell.kind === 'changed' ? 'ch' : ''}>
                          {cell.read}
                        </span>
                      ))}
                  </span>
                  <span class="muted">as read</span>
                </li>
              </ol>
            )}
          </div>
        );
      })}
    </>
  );
}
