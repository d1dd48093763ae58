import type { Finding } from './finding.ts';
import type { Found } from './found.ts';
import { acknowledgementOf, type Operation } from './operation.ts';
import { checkEntries, checkPath, checkAnswer, nameOf } from './check-course.ts';
import type { RoutingFact } from './routing.ts';

/**
 * Each incident is routed once: to the responsible officer of its place, to another only when that changes, and if
 * nobody is responsible, it is on the unrouted list. Ledger, rows, history, and the answer to the caller agree.
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
      ...checkReroutings(id, course, officer),
      ...checkEntries(id, course, entries.get(id) ?? []),
      ...checkList(id, officer, listed.get(id)?.length ?? 0),
      ...checkPath(id, course, officer, routing.answering.get(id) ?? ['']),
    ];
    const operation = tellers.get(id);
    if (operation === undefined) findings.push(...problems);
    else findings.push(...[...problems, ...checkAnswer(id, course, operation)].map((one) => ({ ...one, operation })));
  }
  return [...findings, ...phantoms(routing.rows, [...facts.keys(), ...entries.keys(), ...listed.keys()])];
}

/** Each rerouting begins where the previous one ended, and the row has the last officer. */
function checkReroutings(id: string, course: readonly RoutingFact[], officer: string): Finding[] {
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
    return [{ kind: 'loss', where: 'routing', what: `${id} is unrouted, and not on the unrouted list` }];
  }
  if (times > (officer === '' ? 1 : 0)) {
    const what = `${id} is with ${nameOf(officer)}, and ${times} times on the unrouted list`;
    return [{ kind: 'double', where: 'routing', what }];
  }
  return [];
}

function phantoms(rows: ReadonlyMap<string, string>, ids: readonly string[]): Finding[] {
  const unknown = [...new Set(ids)].filter((id) => !rows.has(id));
  return unknown.map((id) => ({ kind: 'phantom', where: 'routing', what: `${id} is routed, but does not exist` }));
}
