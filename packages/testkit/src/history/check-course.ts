import type { Finding } from './finding.ts';
import { acknowledgementOf, type Operation } from './operation.ts';
import type { FoundRouting, RoutingFact } from './routing.ts';

/** The history of an incident has one entry for each change of its responsible officer. */
export function checkEntries(
  id: string,
  course: readonly RoutingFact[],
  entries: FoundRouting['entries'],
): readonly Finding[] {
  const changes = course.filter(({ isFirst }) => !isFirst);
  const isSame = changes.every(({ from, to }, index) => entries[index]?.from === from && entries[index].to === to);
  if (isSame && changes.length === entries.length) return [];
  const what = `${id} has ${changes.length} changes by the ledger (${pathOf(changes)}), and ${entries.length} by its history (${pathOf(entries)})`;
  return [{ kind: kindOf(entries.length - changes.length), where: 'routing', what }];
}

function kindOf(surplus: number): Finding['kind'] {
  if (surplus === 0) return 'reorder';
  return surplus < 0 ? 'loss' : 'double';
}

function pathOf(changes: FoundRouting['entries']): string {
  return changes.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`).join(', ');
}

/** It was routed to the responsible officers of its place in order, never back, and is with the last one. */
export function checkPath(
  id: string,
  course: readonly RoutingFact[],
  officer: string,
  answering: readonly string[],
): readonly Finding[] {
  const last = answering.at(-1) ?? '';
  if (officer !== last) {
    const what = `${id} is with ${nameOf(officer)}, and ${nameOf(last)} answers for its place`;
    return [{ kind: 'loss', where: 'routing', what }];
  }
  const [first] = course;
  const path = [...(first?.isFirst === true ? [] : ['']), ...course.map(({ to }) => to)];
  if (isWithin(path, answering)) return [];
  const what = `${id} was with ${path.map(nameOf).join(', then ')}; ${answering.map(nameOf).join(', then ')} answered`;
  return [{ kind: 'phantom', where: 'routing', what }];
}

/** Whether `path` is a subsequence of `whole`. */
function isWithin(path: readonly string[], whole: readonly string[]): boolean {
  let at = -1;
  return path.every((step) => {
    at = whole.indexOf(step, at + 1);
    return at >= 0;
  });
}

/** Its caller received the officer that the report was routed to. */
export function checkAnswer(id: string, course: readonly RoutingFact[], operation: Operation): readonly Finding[] {
  const answered = acknowledgementOf(operation)?.answer.routedTo ?? '';
  const [first] = course;
  const routedTo = first?.isFirst === true ? first.to : '';
  if (answered === routedTo) return [];
  return [
    {
      kind: 'phantom',
      where: 'answers',
      what: `${id} went to ${nameOf(routedTo)}, and its caller was answered ${nameOf(answered)}`,
    },
  ];
}

export function nameOf(officer: string): string {
  return officer === '' ? 'nobody' : officer;
}
