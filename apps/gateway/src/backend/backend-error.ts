/**
 * Why a service gave no answer: there is none, the request was invalid, it breaks a rule as things stand, or the service
 * cannot be reached now.
 */
export type BackendProblem = 'missing' | 'invalid' | 'refused' | 'unavailable';

interface BackendDetails extends ErrorOptions {
  readonly reason?: string | undefined;
  readonly fields?: readonly string[];
}

/** Its message holds no text of the service, so that none reaches a page. The cause is for the log. */
export class BackendError extends Error {
  readonly problem: BackendProblem;
  /** For programs: "STEP_ILLEGAL"; empty if there is none. */
  readonly reason: string;
  /** Names of invalid fields of the request. */
  readonly fields: readonly string[];

  constructor(problem: BackendProblem, { reason = '', fields = [], ...options }: BackendDetails = {}) {
    super(`a service answered: ${problem}`, options);
    this.name = 'BackendError';
    this.problem = problem;
    this.reason = reason;
    this.fields = fields;
  }
}
