/** What can go wrong in ways a caller can act on. The API maps each code to a status in one table. */
export const errorCodes = [
  'invalid', // a value breaks its stated form; `field` names it
  'not_found',
  'conflict', // the state moved on meanwhile; `found` says to what
  'unavailable', // Redis or the queue is away; try again
  'overloaded', // a stated bound is reached; try again
  'timeout',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An error with a code, the field it is about and a harmless value. Never carries text, author or key. */
export class DecorumError extends Error {
  override readonly name = 'DecorumError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly about: { readonly field?: string; readonly found?: unknown } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
