/**
 * Fails when a commit message does not follow Conventional Commits or its subject is too long. Checks the commits that
 * build on the one that added this file; earlier ones are history. CONTRIBUTING.md explains the rule.
 *
 *   node scripts/check-commits.ts
 */
import { join } from 'node:path';
import { commitsSince, introductionOf } from './commits/history.ts';
import { brokenSubjectRules } from './commits/subject.ts';

const RULE = 'scripts/check-commits.ts';

/** One line for each bad commit in the repository at `root`; none where there is no history to check. */
export function findBadCommits(root: string): string[] {
  const start = introductionOf(root, RULE);
  if (start === undefined) return [];
  const written = commitsSince(root, start).filter(({ parents }) => parents.length === 1);
  return written.flatMap(({ hash, subject }) =>
    brokenSubjectRules(subject).map((rule) => `${hash} "${subject}": ${rule}`),
  );
}

if (import.meta.main) {
  const violations = findBadCommits(join(import.meta.dirname, '..'));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
}
