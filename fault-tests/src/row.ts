import type { Run } from './run.ts';

/** One fault of the battery. */
export interface Row {
  /** As in the table of docs/reliability.md. */
  readonly number: number;
  /** By which it is run alone: "kill-intake". */
  readonly name: string;
  /** What is broken, in one line. */
  readonly fault: string;
  /** What must hold besides the checker's findings being none, in one line. */
  readonly holds: string;
  /** Breaks it, and leaves everything running again. Throws when something does not hold. */
  run(run: Run): Promise<void>;
}
