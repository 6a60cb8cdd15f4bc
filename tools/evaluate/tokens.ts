import type { LocalModel } from '../../src/checks/toxicity/models/local.js';
import type { Attribute } from '../../src/domain/finding.js';
import { Text } from '../../src/text/text.js';
import { auc } from './metrics.js';

/** What a model's shares are worth beside the words that raters marked. */
export class TokenCount {
  readonly #shares: number[] = [];
  readonly #marked: boolean[] = [];
  texts = 0;

  /** @param places UTF-16 places that raters marked; a word is marked where one of them lies in it */
  add(model: LocalModel, raw: string, attribute: Attribute, places: readonly number[]): void {
    const marked = new Set(places);
    const words = model.explain(new Text(raw), attribute);
    if (words.length === 0) return;
    this.texts++;
    for (const { span, share } of words) {
      this.#shares.push(share);
      let any = false;
      for (let at = span.start; at < span.end; at++) any ||= marked.has(at);
      this.#marked.push(any);
    }
  }

  /** Over all words of all texts. */
  auc(): number {
    return auc(this.#shares, this.#marked);
  }
}
