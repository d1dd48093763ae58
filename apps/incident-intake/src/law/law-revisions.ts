import type { Recorded } from '@safe-community/domain-kit';
import { idOf, type LawRule } from './law.ts';

/** A change of the law: a rule was added, or replaced the one of the same key and first day. */
export interface LawRevision<Rule extends LawRule = LawRule> {
  readonly ruleId: string;
  /** Undefined if the rule was added. */
  readonly before: Recorded<Rule> | undefined;
  readonly after: Recorded<Rule>;
  /** Sorts as the changes happened; delivered rules come before all others. */
  readonly place: string;
}

/**
 * Every change, newest first.
 *
 * @param versions all versions of all rules, in any order.
 */
export function revisionsOf<Rule extends LawRule>(versions: readonly Recorded<Rule>[]): LawRevision<Rule>[] {
  const rules = Map.groupBy(versions, idOf);
  return [...rules]
    .flatMap(([ruleId, ofRule]) => {
      const inOrder = ofRule.toSorted((a, b) => a.record.version - b.record.version);
      return inOrder.map((after, index) => ({
        ruleId,
        before: inOrder[index - 1],
        after,
        place: placeOf(ruleId, after),
      }));
    })
    .toSorted((a, b) => (a.place < b.place ? 1 : -1));
}

const VERSION_DIGITS = 9;

function placeOf(ruleId: string, { record: { recordedAt, version } }: Recorded<LawRule>): string {
  return [recordedAt?.toISOString() ?? '', ruleId, String(version).padStart(VERSION_DIGITS, '0')].join(' ');
}
