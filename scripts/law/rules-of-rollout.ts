import { addDays } from '@safe-community/domain-kit';
import type { DeadlineTerm, Term } from '../../apps/camera-rollout/src/deadlines/deadline.ts';
import {
  FIRST_CALENDAR,
  FIRST_HOLIDAY_RULES,
  FIRST_TERMS,
  HOLIDAY_SOURCE,
} from '../../apps/camera-rollout/src/deadlines/first-rules.ts';
import { FIRST_POLICIES } from '../../apps/camera-rollout/src/retention/first-policies.ts';
import { FIRST_KEEP_TERMS } from '../../apps/camera-rollout/src/retention/keep-term.ts';
import { counted, statusOf, words, type Section, type ShownRule } from './markdown.ts';

const MOVABLE: Readonly<Record<string, string>> = { easter: 'Easter', trinity: 'Trinity' };

/** What the migrations of camera-rollout store. */
export function rulesOfRollout(): Section[] {
  return [
    {
      title: 'Deadlines of requests',
      text:
        'For requests, complaints, and appeals about body cameras, by the day on which they are received. An appeal to the ' +
        'head is treated as a complaint (law № 393/96-ВР): that its month applies was compared with no text, whatever the ' +
        'status of the row says. No appeal is refused as late.',
      heads: ['request', 'track', 'answer within', 'with notice', 'appeal answered within'],
      rules: FIRST_TERMS.map(deadlineOf),
    },
    {
      title: 'Public holidays',
      text: 'Days that do not count as working days, unless a rule of that time says that they do.',
      heads: ['rule'],
      rules: [
        ...FIRST_HOLIDAY_RULES.map((rule, index) => {
          const next = FIRST_HOLIDAY_RULES[index + 1];
          return {
            ...rule,
            ...(next && { validTo: addDays(next.validFrom, -1) }),
            cells: [ruleText(rule)],
            status: statusOf(rule.confirmed),
          };
        }),
        ...FIRST_CALENDAR.holidays.map(({ monthDay, validFrom, validTo }) => ({
          cells: [`${MOVABLE[monthDay] ?? `${monthDay.slice(3)}.${monthDay.slice(0, 2)}`} is a public holiday`],
          validFrom,
          validTo,
          status: statusOf(false),
          source: HOLIDAY_SOURCE,
        })),
      ],
    },
    {
      title: 'Retention of recordings',
      text: 'The longest of the policies that apply wins, and a hold beats all of them. Nothing expires by a policy that is not confirmed.',
      heads: ['recordings', 'kept', 'clock'],
      rules: FIRST_POLICIES.map(({ category, days, clock, validFrom, source, confirmed }) => ({
        cells: [category === '' ? 'all' : words(category), counted(days, 'days'), clock],
        validFrom,
        source,
        status: statusOf(confirmed),
      })),
    },
    {
      title: 'Footage of decided requests',
      text:
        'How long recordings stay frozen after the decision on a request, by the day of the decision: granted ones until ' +
        'they are handed over or the term has passed, others until the requester can no longer appeal. An unconfirmed term ' +
        'keeps footage, but granted footage is not given up by it. Where there is no term for an appeal, a refusal ends the ' +
        'freeze.',
      heads: ['request', 'after the decision', 'frozen for'],
      rules: FIRST_KEEP_TERMS.map(({ kind, reason, days, validFrom, source, confirmed }) => ({
        cells: [
          words(kind),
          reason === 'handover' ? 'granted, not handed over' : 'not or partly granted',
          counted(days, 'days'),
        ],
        validFrom,
        source,
        status: statusOf(confirmed),
      })),
    },
  ];
}

function deadlineOf({ kind, track, term, longest, appeal, validFrom, source, confirmed }: DeadlineTerm): ShownRule {
  const cells = [words(kind), words(track), ...[term, longest, appeal].map(termOf)];
  return { cells, validFrom, source, status: statusOf(confirmed) };
}

function termOf(term: Term | undefined): string {
  return term === undefined ? '–' : counted(term.amount, term.unit);
}

function ruleText({ holidaysAreWorkingDays, movesDaysOff }: (typeof FIRST_HOLIDAY_RULES)[number]): string {
  if (movesDaysOff) return 'a public holiday on a weekend moves the day off to the next working day';
  return `public holidays ${holidaysAreWorkingDays ? 'count' : 'do not count'} as working days`;
}
