import { useEffect, useState } from 'preact/hooks';
import type { DryRunResource, OperationResource, Ruling } from '../api/types.js';
import { type Api, wordsOf } from './api.js';
import type { ReasonChoice } from './decide-bar.js';
import { bodyOf, type DeskFilter } from './desk-filter.js';
import { maskedText } from './masks.js';
import { Note } from './parts.js';
import { scoreOf } from './words.js';

const askEveryMs = 500;

/** One decision on many cases: counted first, run as a job, undone whole. */
export function BulkPanel({
  api,
  filter,
  ticked,
  reasons,
  onClose,
  onDone,
}: {
  readonly api: Api;
  readonly filter: DeskFilter;
  readonly ticked: readonly string[];
  readonly reasons: readonly ReasonChoice[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [ruling, setRuling] = useState<Ruling>('reject');
  const [reason, setReason] = useState('SPAM');
  const [from, setFrom] = useState(filter.minScore);
  const [to, setTo] = useState(filter.maxScore);
  const [dry, setDry] = useState<DryRunResource>();
  const [except, setExcept] = useState<ReadonlySet<string>>(new Set());
  const [run, setRun] = useState<OperationResource>();
  const [trouble, setTrouble] = useState<string>();

  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    work().catch((error: unknown) => setTrouble(wordsOf(error)));
  };

  useEffect(() => {
    if (run?.state !== 'running' && run?.state !== 'undoing') return undefined;
    const timer = setTimeout(
      () =>
        attempt(async () => {
          const next = await api.get<OperationResource>(`/v1/operations/${encodeURIComponent(run.id)}`);
          setRun(next);
          if (next.state === 'done' || next.state === 'undone') onDone();
        }),
      askEveryMs,
    );
    return () => clearTimeout(timer);
  }, [run]);

  const count = () =>
    attempt(async () => {
      const found = await api.post<DryRunResource>('/v1/review/bulk/dry-run', {
        ruling,
        ...(ruling === 'reject' && { reason }),
        ...(ticked.length > 0
          ? { ids: ticked }
          : { filter: bodyOf({ ...filter, minScore: from, maxScore: to }) }),
      });
      setDry(found);
      setExcept(new Set(found.doubtful));
      setRun(undefined);
    });
  const begin = () =>
    attempt(async () =>
      setRun(
        await api.post<OperationResource>('/v1/review/bulk/run', { token: dry!.token, except: [...except] }),
      ),
    );
  const takeBack = () =>
    attempt(async () =>
      setRun(await api.post<OperationResource>(`/v1/operations/${encodeURIComponent(run!.id)}/undo`)),
    );

  const will = dry ? dry.count - except.size : 0;
  return (
    <dialog open class="sheet wide-sheet" aria-label="Bulk decision">
      <div class="row">
        <h2>Bulk decision</h2>
        <button type="button" class="btn s plain end" onClick={onClose}>
          Close
        </button>
      </div>
      <p class="soft">
        {ticked.length > 0
          ? `The ${ticked.length} cases that you ticked.`
          : 'All cases of the filters in the list, by score band.'}{' '}
        Cases that others hold are left alone.
      </p>
      <form
        class="row wrap"
        onSubmit={(event) => {
          event.preventDefault();
          count();
        }}
      >
        <label>
          Decision{' '}
          <select value={ruling} onChange={(event) => setRuling(event.currentTarget.value as Ruling)}>
            <option value="approve">approve</option>
            <option value="reject">reject</option>
            <option value="escalate">escalate</option>
          </select>
        </label>
        {ruling === 'reject' && (
          <label>
            Reason{' '}
            <select value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
              {reasons.map(({ code, label }) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        {ticked.length === 0 && (
          <>
            <label>
              Score from{' '}
              <input
                type="number"
                min="0"
                max="1"
                step="0.01"
                value={from}
                onInput={(event) => setFrom(event.currentTarget.value)}
              />
            </label>
            <label>
              to{' '}
              <input
                type="number"
                min="0"
                max="1"
                step="0.01"
                value={to}
                onInput={(event) => setTo(event.currentTarget.value)}
              />
            </label>
          </>
        )}
        <button type="submit" class="btn">
          Count
        </button>
      </form>
      {trouble && <Note kind="bad">{trouble}</Note>}
      {dry && !run && (
        <>
          <p>
            <b>{will}</b> would be decided, {except.size} left out, {dry.held} held by others are skipped.
            Nothing is decided yet.
          </p>
          <ul class="dry">
            {dry.sample.map((item) => (
              <li key={item.id}>
                <label class="row">
                  <input
                    type="checkbox"
                    checked={!except.has(item.id)}
                    onChange={() => {
                      const next = new Set(except);
                      if (!next.delete(item.id)) next.add(item.id);
                      setExcept(next);
                    }}
                  />
                  <b>{scoreOf(Math.max(0, ...Object.values(item.verdict?.scores ?? {})))}</b>
                  <span class="clip" dir="auto">
                    {maskedText(item.text, item.verdict?.findings ?? []).slice(0, 140)}
                  </span>
                  {dry.doubtful.includes(item.id) && <span class="dup">literal?</span>}
                </label>
              </li>
            ))}
          </ul>
          <button type="button" class="btn main" disabled={will === 0} onClick={begin}>
            {ruling === 'approve' ? 'Approve' : ruling === 'reject' ? 'Reject' : 'Escalate'} {will}
          </button>
        </>
      )}
      {run && (
        <>
          <progress max={run.total} value={run.done + run.skipped} aria-label="Progress" />
          <p role="status">
            {run.state}: {run.done} of {run.total}
            {run.skipped > 0 && `, ${run.skipped} skipped`}
          </p>
          {run.state === 'done' && (
            <button type="button" class="btn" onClick={takeBack}>
              Undo all {run.done}
            </button>
          )}
        </>
      )}
    </dialog>
  );
}
