import { OPEN_STATES } from './states.ts';

/**
 * The first column of the indexes by place: a number instead of 40 to 80 bytes of codes. Such an index takes half as
 * much of the disk and of the WAL. Different values may have the same number, so a statement also compares the texts.
 */
export function branchKey(expressions: readonly string[]): string {
  return `hashtextextended(${branchText(expressions)}, 0)`;
}

/** The same as text. No index has this expression, so the planner can use it as a filter only. */
export function branchText(expressions: readonly string[]): string {
  return expressions.join(` || ' ' || `);
}

/** A part of the predicates of the partial indexes, word for word. */
export const IS_OPEN = `state in (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`;

/** As a part of such a key. */
export const IS_UNROUTED = '(responsible_officer_id is null)::text';

/**
 * Of open incidents, those whose routing is kept up to date: a part of the predicate of the index `incident_to_route`,
 * word for word. Every unrouted one is among them.
 */
export const IS_FOLLOWED =
  '(source_system is null or due_at is not null or escalation_level > 0 or responsible_officer_id is null)';
