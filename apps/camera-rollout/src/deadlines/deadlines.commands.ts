import { DeadlineServiceService as Deadlines } from '@safe-community/contracts/cameras/v1/deadline_service.ts';
import { invalid, within } from '@safe-community/domain-kit';
import { command, query, type Rpc } from '@safe-community/service-kit';
import { recordRule, toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { checkHoliday, checkHolidayRule, overlapping, titleOf } from './calendar.ts';
import { readHolidayMessage, readHolidayRuleMessage, readTerm, toTermMessage } from './deadline.mapping.ts';
import { HOLIDAY_RULES, HOLIDAYS, TERMS } from './deadlines.store.ts';

const setTerm = command(Deadlines.setTerm, {
  parse({ request: { term: message, etag }, fields }) {
    const { term, violations } = readTerm(message);
    fields.check(within('term', violations));
    return { rule: term, etag };
  },
  ...recordRule(TERMS),
  subjects: ({ saved: { kind, track, validFrom } }) => [`deadline-term-${kind}-${track}-${validFrom}`],
  reply: () => ({}),
});

const setHolidayRule = command(Deadlines.setHolidayRule, {
  parse({ request: { rule: message, etag }, fields }) {
    const rule = readHolidayRuleMessage(message);
    fields.check(within('rule', checkHolidayRule(rule)));
    return { rule, etag };
  },
  ...recordRule(HOLIDAY_RULES),
  subjects: ({ saved: { validFrom } }) => [`holiday-rule-${validFrom}`],
  reply: () => ({}),
});

const setHoliday = command(Deadlines.setHoliday, {
  parse({ request: { holiday: message, etag }, fields }) {
    const holiday = readHolidayMessage(message);
    fields.check(within('holiday', checkHoliday(holiday)));
    return { rule: holiday, etag };
  },
  ...recordRule(HOLIDAYS, {
    refuse({ command: { rule: holiday }, present }) {
      const other = overlapping(holiday, present);
      if (other === undefined) return undefined;
      return invalid([{ field: 'holiday.valid_from', rule: `must not overlap the ${titleOf(other)}` }]);
    },
  }),
  subjects: ({ saved: { monthDay, validFrom } }) => [`holiday-${monthDay}-${validFrom}`],
  reply: () => ({}),
});

const listRules = query(Deadlines.listDeadlineRules, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  async read({ query: { includeReplaced }, database }) {
    const em = database.em.fork();
    return {
      terms: await TERMS.list(em, includeReplaced),
      holidayRules: await HOLIDAY_RULES.list(em, includeReplaced),
      holidays: await HOLIDAYS.list(em, includeReplaced),
    };
  },
  reply: ({ found: { terms, holidayRules, holidays } }) => ({
    terms: terms.map(toTermMessage),
    holidayRules,
    holidays,
    termRecords: toRecordMessages(terms),
    holidayRuleRecords: toRecordMessages(holidayRules),
    holidayRecords: toRecordMessages(holidays),
  }),
});

export const DEADLINE_RPCS: readonly Rpc[] = [setTerm, setHolidayRule, setHoliday, listRules];
