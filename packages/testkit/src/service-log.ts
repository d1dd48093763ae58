/** Where a service that runs in a test writes its log. */
export interface ServiceLog {
  /** Every line so far. */
  readonly lines: readonly string[];
  readonly destination: { write(line: string): void };
}

/**
 * Keeps the log of a service. If the test fails that runs then, the lines about calls that ended with INTERNAL are printed:
 * their callers, and so the failing test, get no reason.
 */
export function serviceLog(service: string): ServiceLog {
  const lines: string[] = [];
  return {
    lines,
    destination: {
      write(line) {
        lines.push(line);
        // oxlint-disable-next-line no-console -- Vitest attributes it to the test that runs
        if (line.includes('"call failed because of a bug"')) console.error(`${service}: ${line.trimEnd()}`);
      },
    },
  };
}
