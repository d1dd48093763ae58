import { DeadlineServiceService as Deadlines } from '@safe-community/contracts/cameras/v1/deadline_service.ts';
import { within } from '@safe-community/domain-kit';
import { command, query, type Rpc } from '@safe-community/service-kit';
import { checkHoliday, checkHolidayRule } from './calendar.ts';
import { readHolidayMessage, readHolidayRuleMessage, readTerm, toTermMessage } from './deadline.mapping.ts';
import {
  readHolidayRules,
  readHolidays,
  readTerms,
  saveHoliday,
  saveHolidayRule,
  saveTerm,
} from './deadlines.store.ts';

export function deadlineRpcs(): Rpc[] {
  return [setTerm, setHolidayRule, setHoliday, listRules];
}

const setTerm = command(Deadlines.setTerm, {
  parse({ term: message }, fields) {
    const { term, violations } = readTerm(message);
    fields.check(within('term', violations));
    return term;
  },
  decide: (_loaded, term) => term,
  save: saveTerm,
  about: ({ kind, track, validFrom }) => [`deadline-term-${kind}-${track}-${validFrom}`],
  reply: () => ({}),
});

const setHolidayRule = command(Deadlines.setHolidayRule, {
  parse({ rule: message }, fields) {
    const rule = readHolidayRuleMessage(message);
    fields.check(within('rule', checkHolidayRule(rule)));
    return rule;
  },
  decide: (_loaded, rule) => rule,
  save: saveHolidayRule,
  about: ({ validFrom }) => [`holiday-rule-${validFrom}`],
  reply: () => ({}),
});

const setHoliday = command(Deadlines.setHoliday, {
  parse({ holiday: message }, fields) {
    const holiday = readHolidayMessage(message);
    fields.check(within('holiday', checkHoliday(holiday)));
    return holiday;
  },
  decide: (_loaded, holiday) => holiday,
  save: saveHoliday,
  about: ({ monthDay, validFrom }) => [`holiday-${monthDay}-${validFrom}`],
  reply: () => ({}),
});

const listRules = query(Deadlines.listDeadlineRules, {
  parse: () => ({}),
  async read(_query, _call, database) {
    const em = database.em.fork();
    return { terms: await readTerms(em), holidayRules: await readHolidayRules(em), holidays: await readHolidays(em) };
  },
  reply: ({ terms, ...calendar }) => ({ ...calendar, terms: terms.map(toTermMessage) }),
});
