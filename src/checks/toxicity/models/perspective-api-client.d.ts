/** The part of perspective-api-client 3.1.0 that we call; the package brings no types. */
declare module 'perspective-api-client' {
  interface AnalyzeOptions {
    readonly attributes?: readonly string[];
    readonly doNotStore?: boolean;
    readonly stripHTML?: boolean;
  }

  export default class Perspective {
    constructor(options: { readonly apiKey: string });
    /** Resolves with the body of Google's answer, as it came. */
    analyze(request: object, options?: AnalyzeOptions): Promise<unknown>;
  }
}
