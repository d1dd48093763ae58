import type { EntityManager } from '@safe-community/database';
import type { Violation } from '@safe-community/domain-kit';
import { checkHoliday, checkHolidayRule, overlapping, titleOf } from './calendar.ts';
import { checkDeadlineTerm } from './deadline.ts';
import { HOLIDAY_RULES, HOLIDAYS, TERMS } from './deadlines.store.ts';

/** The recorded rules contradict themselves; the message lists all problems. They are public, so the log may contain them. */
class InvalidDeadlines extends Error {
  override readonly name = 'InvalidDeadlines';
  readonly messageIsLoggable = true;
}

/** Throws `InvalidDeadlines`: the service does not become ready with terms or a calendar that promise a wrong day. */
export async function requireValidRules(em: EntityManager): Promise<void> {
  const holidays = await HOLIDAYS.list(em);
  const problems = [
    ...(await TERMS.list(em)).flatMap((term) =>
      inWords(`term of ${term.kind} ${term.track} from ${term.validFrom}`, checkDeadlineTerm(term)),
    ),
    ...(await HOLIDAY_RULES.list(em)).flatMap((rule) =>
      inWords(`holiday rule from ${rule.validFrom}`, checkHolidayRule(rule)),
    ),
    ...holidays.flatMap((holiday) => {
      const other = overlapping(holiday, holidays);
      return [
        ...inWords(titleOf(holiday), checkHoliday(holiday)),
        ...(other === undefined ? [] : [`${titleOf(holiday)} overlaps ${titleOf(other)}`]),
      ];
    }),
  ];
  if (problems.length > 0) throw new InvalidDeadlines(`the rules of deadlines are invalid: ${problems.join('; ')}`);
}

function inWords(title: string, broken: readonly Violation[]): string[] {
  return broken.map(({ field, rule }) => `${title}: ${field} ${rule}`);
}
