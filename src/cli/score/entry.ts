import type { Submission } from '../../domain/comment.js';

/** A comment as an input gave it: complete but for the site, which `--site` or the server may add. */
export type Draft = Omit<Submission, 'site'> & { readonly site?: string };

/** A comment read from an input, and where it stood. */
export interface CommentEntry {
  readonly comment: Draft;
  /** Set where the input gave no id, so that the comment's says only where it stood: `<file>:<line>`. */
  readonly isPlaceId?: true;
  /** Name of the input, `stdin` for standard input. */
  readonly file: string;
  /** 1 for the first line. */
  readonly line: number;
}

/** A place in an input that gave no comment, and why. */
export interface BadEntry {
  readonly id?: string;
  /** `<field>: <reason>`; never holds the text. */
  readonly error: string;
  readonly file: string;
  readonly line: number;
}

/** One thing that an input holds. Readers yield them in input order, in small arrays: one await a line is dear. */
export type Entry = CommentEntry | BadEntry;

export const isBad = (entry: Entry): entry is BadEntry => 'error' in entry;

/** How an input is written. */
export const forms = ['article', 'jsonl', 'csv', 'text'] as const;
export type Form = (typeof forms)[number];

/** Where entries come from, for ids, records and notices. */
export interface Origin {
  /** What to call the input. */
  readonly name: string;
  /** What ids of nameless comments start with. */
  readonly stem: string;
  /** Site of comments that name none. */
  readonly site?: string;
  /** Takes remarks for the operator: which form was taken, what the input promises. */
  readonly say: (remark: string) => void;
}
