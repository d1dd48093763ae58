/**
 * The environment of a process is not usable. `problems` has one plain sentence per variable; the
 * message holds them all, one a line. No value of a secret variable is in either.
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
