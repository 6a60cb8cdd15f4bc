import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { ToxicityModel } from './model.js';

/** Thrown instead of asking a model that has failed again and again. Carries no text. */
export class ModelRestingError extends Error {
  override readonly name = 'ModelRestingError';
  readonly code = 'resting';
}

export interface BreakerOptions {
  /** Failures in a row after which the model is left alone. */
  readonly failures?: number;
  /** Milliseconds until it is asked once more. */
  readonly restMs?: number;
}

/**
 * The same model, left alone for a while when it fails again and again (circuit breaker: Nygard 2007, "Release It!"). What
 * is asked meanwhile rejects at once with {@link ModelRestingError}; then one call tries whether it is back.
 */
export function withBreaker(
  model: ToxicityModel,
  { failures = 5, restMs = 10_000 }: BreakerOptions = {},
): ToxicityModel {
  const breaker = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  return {
    name: model.name,
    version: model.version,
    attributes: model.attributes,
    read: (text, about, signal) =>
      breaker
        .execute(async () => model.read(text, about, signal))
        .catch((error: unknown) => {
          throw error instanceof BrokenCircuitError
            ? new ModelRestingError(`${model.name} is left alone`)
            : error;
        }),
  };
}

/** A full quota is no failure: whoever asks waits as the answer says. */
const isFailure = (error: Error): boolean => (error as { code?: string }).code !== 'rate_limited';
