import { DecorumError } from '../../domain/errors.js';

/** Words of google.rpc.Code that we answer with. */
export type RpcStatus =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'RESOURCE_EXHAUSTED'
  | 'UNIMPLEMENTED'
  | 'INTERNAL'
  | 'UNAVAILABLE';

/** The kinds of error that Perspective's own enum names, as far as we have them. */
export type ErrorType =
  | 'COMMENT_EMPTY'
  | 'COMMENT_TOO_LONG'
  | 'NO_REQUESTED_ATTRIBUTES'
  | 'INVALID_REQUEST'
  | 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE'
  | 'LANGUAGE_DETECTION_FAILED';

export interface ErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: RpcStatus;
    readonly details?: readonly object[];
  };
}

/** A no in Google's form. Its words never repeat a comment's text or a key. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError';
  constructor(
    readonly code: number,
    readonly status: RpcStatus,
    message: string,
    readonly details: readonly object[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    /** What a log may say of it. */
    readonly kind: string = status,
  ) {
    super(message);
  }

  get body(): ErrorBody {
    const { code, message, status, details } = this;
    return { error: { code, message, status, ...(details.length > 0 && { details }) } };
  }
}

const service = 'commentanalyzer.googleapis.com';
const analyzerError = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error';

const errorInfo = (reason: string, metadata: Record<string, string> = {}) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata: { service, ...metadata },
});

/** A 400 of the analyzer itself. */
export const analyzerRefusal = (errorType: ErrorType, message: string, more: object = {}): GoogleError =>
  new GoogleError(
    400,
    'INVALID_ARGUMENT',
    message,
    [{ '@type': analyzerError, errorType, ...more }],
    {},
    errorType,
  );

export const invalidRequest = (message: string): GoogleError => analyzerRefusal('INVALID_REQUEST', message);

/** A 400 of the JSON reader: a field that is not there, or holds something else. */
export const badField = (field: string, description: string): GoogleError =>
  new GoogleError(400, 'INVALID_ARGUMENT', description, [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
  ]);

export const badPayload = (message: string): GoogleError =>
  new GoogleError(400, 'INVALID_ARGUMENT', `Invalid JSON payload received. ${message}`);

export const noKey = (): GoogleError =>
  new GoogleError(
    403,
    'PERMISSION_DENIED',
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  );

export const badKey = (): GoogleError =>
  new GoogleError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    errorInfo('API_KEY_INVALID'),
  ]);

export const badToken = (): GoogleError =>
  new GoogleError(
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected an access token that this server knows as a key.',
    [],
    { 'WWW-Authenticate': 'Bearer realm="decorum", error="invalid_token"' },
  );

export const lacksScope = (): GoogleError =>
  new GoogleError(403, 'PERMISSION_DENIED', 'The key lacks the scope analyze.', [
    errorInfo('API_KEY_SERVICE_BLOCKED'),
  ]);

/** @param consumer public id of the key whose quota it is */
export const quotaExceeded = (
  consumer: string,
  limit: number,
  headers: Readonly<Record<string, string>>,
): GoogleError =>
  new GoogleError(
    429,
    'RESOURCE_EXHAUSTED',
    `Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit 'Analysis requests (AnalyzeComment) per minute' of service '${service}' for consumer 'project_number:${consumer}'.`,
    [
      errorInfo('RATE_LIMIT_EXCEEDED', {
        consumer: `projects/${consumer}`,
        quota_limit: 'AnalyzeRequestsPerMinutePerProject',
        quota_limit_value: String(limit),
        quota_location: 'global',
        quota_metric: 'CommentAnalyzerService/analyze_requests',
      }),
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [
          {
            description: 'Request a higher quota limit.',
            url: 'https://cloud.google.com/docs/quotas/help/request_increase',
          },
        ],
      },
    ],
    headers,
  );

export const notFound = (): GoogleError => new GoogleError(404, 'NOT_FOUND', 'Method not found.');

/** Whatever was thrown, in Google's form. What nobody foresaw says nothing of itself. */
export function googleErrorOf(error: unknown): GoogleError {
  if (error instanceof GoogleError) return error;
  if (error instanceof DecorumError)
    return error.code === 'invalid'
      ? invalidRequest(error.message)
      : new GoogleError(503, 'UNAVAILABLE', 'The service is currently unavailable.', [], {
          'Retry-After': '2',
        });
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large')
    return new GoogleError(413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 5242880 bytes.');
  if (type === 'encoding.unsupported')
    return new GoogleError(415, 'INVALID_ARGUMENT', 'Unknown Content-Encoding.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new GoogleError(400, 'INVALID_ARGUMENT', 'The request cannot be decoded.');
  return new GoogleError(500, 'INTERNAL', 'Internal error encountered.');
}
