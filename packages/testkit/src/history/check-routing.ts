import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import { acknowledgementOf, type Operation } from './operation.ts';
import { checkEntries, checkPath, checkTold, nameOf } from './check-course.ts';
import type { RoutingFact } from './routing.ts';

/**
 * Each incident is routed once: it goes to whoever answers for its place, to another only when that changed, and where
 * nobody answers it is on the list of such incidents. Ledger, rows and history say the same, and so was its caller told.
 */
export function checkRouting(operations: readonly Operation[], { routing }: Found): Finding[] {
  const facts = Map.groupBy(routing.facts, ({ id }) => id);
  const entries = Map.groupBy(routing.entries, ({ id }) => id);
  const listed = Map.groupBy(routing.listed, (id) => id);
  const tellers = new Map(operations.map((operation) => [acknowledgementOf(operation)?.answer.id, operation]));
  const findings: Finding[] = [];
  for (const [id, officer] of routing.rows) {
    const course = facts.get(id) ?? [];
    const problems = [
      ...checkHandOvers(id, course, officer),
      ...checkEntries(id, course, entries.get(id) ?? []),
      ...checkList(id, officer, listed.get(id)?.length ?? 0),
      ...checkPath(id, course, officer, routing.answering.get(id) ?? ['']),
    ];
    const operation = tellers.get(id);
    if (operation === undefined) findings.push(...problems);
    else findings.push(...[...problems, ...checkTold(id, course, operation)].map((one) => ({ ...one, operation })));
  }
  return [...findings, ...phantoms(routing.rows, [...facts.keys(), ...entries.keys(), ...listed.keys()])];
}

/** Each hand-over begins where the one before ended, and the row has what came of the last. */
function checkHandOvers(id: string, course: readonly RoutingFact[], officer: string): Finding[] {
  const findings: Finding[] = [];
  let holder = '';
  for (const { from, to } of course) {
    if (to === holder) {
      findings.push({ kind: 'double', where: 'routing', what: `${id} is routed to ${nameOf(to)}, who had it` });
    } else if (from !== holder) {
      const what = `${id} is routed away from ${nameOf(from)}, and was with ${nameOf(holder)}`;
      findings.push({ kind: 'loss', where: 'routing', what });
    }
    holder = to;
  }
  if (holder !== officer) {
    const what = `${id} is with ${nameOf(officer)} by its row, and with ${nameOf(holder)} by the ledger`;
    findings.push({ kind: 'loss', where: 'routing', what });
  }
  return findings;
}

function checkList(id: string, officer: string, times: number): Finding[] {
  if (officer === '' && times === 0) {
    return [{ kind: 'loss', where: 'routing', what: `${id} is with nobody, and not on the list of such` }];
  }
  if (times > (officer === '' ? 1 : 0)) {
    const what = `${id} is with ${nameOf(officer)}, and ${times} times on the list of what is with nobody`;
    return [{ kind: 'double', where: 'routing', what }];
  }
  return [];
}

function phantoms(rows: ReadonlyMap<string, string>, ids: readonly string[]): Finding[] {
  const strangers = [...new Set(ids)].filter((id) => !rows.has(id));
  return strangers.map((id) => ({ kind: 'phantom', where: 'routing', what: `${id} is routed, and is not there` }));
}
