import { DecorumError } from '../domain/errors.js';

/**
 * Settles as the answer does, or rejects with DecorumError `unavailable` after `ms`: a Redis that hangs must not
 * hang us. The late answer is dropped; every write may be repeated, so a client that resends does no harm.
 */
export function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new DecorumError('unavailable', `no answer within ${ms} ms`));
    const timer = setTimeout(late, ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The same store, key store or queue, each method with a deadline, save those named. */
export function hurried<T extends object>(
  target: T,
  ms: number,
  unhurried: readonly (string & keyof T)[] = [],
): T {
  return new Proxy(target, {
    get(from, name) {
      const method: unknown = Reflect.get(from, name);
      if (typeof method !== 'function') return method;
      if (unhurried.some((one) => one === name)) return method.bind(from);
      return async (...given: unknown[]) => within(ms, Promise.resolve(method.apply(from, given)));
    },
  });
}
