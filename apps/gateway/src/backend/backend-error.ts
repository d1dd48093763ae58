/**
 * Why a service gave no answer: there is none, the request was invalid, it breaks a rule as things stand, or the service
 * cannot be reached now.
 */
export type BackendProblem = 'missing' | 'invalid' | 'refused' | 'unavailable';

/** A field of the request, and the rule that it breaks: a text of the service, which quotes nothing of the request. */
interface BrokenRule {
  readonly field: string;
  readonly rule: string;
}

interface BackendDetails extends ErrorOptions {
  readonly reason?: string | undefined;
  readonly violations?: readonly BrokenRule[];
}

/** Its message holds no text of the service, so that none reaches a page. The cause is for the log. */
export class BackendError extends Error {
  readonly problem: BackendProblem;
  /** For programs: "STEP_ILLEGAL"; empty if there is none. */
  readonly reason: string;
  readonly violations: readonly BrokenRule[];

  constructor(problem: BackendProblem, { reason = '', violations = [], ...options }: BackendDetails = {}) {
    super(`a service answered: ${problem}`, options);
    this.name = 'BackendError';
    this.problem = problem;
    this.reason = reason;
    this.violations = violations;
  }

  /** Names of invalid fields of the request. */
  get fields(): readonly string[] {
    return this.violations.map(({ field }) => field);
  }
}
