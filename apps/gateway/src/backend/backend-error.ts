/** Why a service gave no answer: there is none, the request was invalid, or it cannot be reached now. */
export type BackendProblem = 'missing' | 'invalid' | 'unavailable';

/** Its message holds no text of the service, so that none reaches a page. The cause is for the log. */
export class BackendError extends Error {
  readonly problem: BackendProblem;

  constructor(problem: BackendProblem, options?: ErrorOptions) {
    super(`a service answered: ${problem}`, options);
    this.name = 'BackendError';
    this.problem = problem;
  }
}
