import type { Finding } from './finding.ts';
import type { Operation } from './operation.ts';

/** An operation always has the same answer, byte for byte, and no two operations share one. */
export function checkAnswers(operations: readonly Operation[]): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, Operation>();
  for (const operation of operations) {
    const answers = operation.attempts.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
    const [first] = answers;
    if (first === undefined) continue;
    if (answers.some(({ id, digest }) => id !== first.id || digest !== first.digest)) {
      findings.push({
        kind: 'double',
        where: 'answers',
        what: `${first.id} got a different answer later`,
        operation,
      });
    }
    if (owners.has(first.id)) {
      const what = `${first.id} also answers another request: one of the two is lost`;
      findings.push({ kind: 'loss', where: 'answers', what, operation });
    }
    owners.set(first.id, operation);
  }
  return findings;
}
