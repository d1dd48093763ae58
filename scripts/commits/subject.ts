const LONGEST = 72;
const TYPES = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'ci', 'chore', 'style', 'revert'];
const CONVENTIONAL = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9,-]+\\))?!?: \\S`);

/** What is wrong with the subject of a commit message, one phrase each. */
export function brokenSubjectRules(subject: string): string[] {
  const broken: string[] = [];
  if (!CONVENTIONAL.test(subject)) {
    broken.push(`expected "type(scope): what", with an optional scope and one of the types ${TYPES.join(', ')}`);
  }
  const length = [...subject].length;
  if (length > LONGEST) broken.push(`the subject has ${length} characters, at most ${LONGEST} are allowed`);
  return broken;
}
