import type { Run } from './run.ts';

/** One fault of the battery. */
export interface Row {
  /** As in the table of docs/reliability.md. */
  readonly number: number;
  /** Name on the command line: "kill-intake". */
  readonly name: string;
  /** The fault, in one line. */
  readonly fault: string;
  /** What must hold in addition to the checks of the verifier, in one line. */
  readonly holds: string;
  /** Causes the fault and leaves everything running. Throws when something does not hold. */
  run(run: Run): Promise<void>;
}
