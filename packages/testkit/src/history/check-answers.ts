import type { Finding } from './finding.ts';
import type { Operation } from './operation.ts';

/** An operation has one answer, the same to the byte however often it is sent; and no two have the same. */
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
        what: `${first.id} was answered differently later`,
        operation,
      });
    }
    if (owners.has(first.id)) {
      const what = `${first.id} answers another request as well: one of the two is not there`;
      findings.push({ kind: 'loss', where: 'answers', what, operation });
    }
    owners.set(first.id, operation);
  }
  return findings;
}
