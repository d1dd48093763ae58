/** A parameter that breaks a rule; the value is not repeated. */
export interface Broken {
  readonly parameter: string;
  readonly rule: string;
}
