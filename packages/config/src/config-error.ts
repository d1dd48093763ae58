/**
 * The environment of a process is invalid. `problems` has one sentence per variable; the message contains all of them,
 * one per line. Neither contains a value of a secret variable.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly messageIsLoggable = true;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const heading = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
    super([`${heading} wrong:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}
