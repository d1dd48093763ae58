import { BUILT_IN } from '../../apps/incident-intake/src/catalogue/built-in.ts';
import { URGENCIES } from '../../apps/incident-intake/src/catalogue/category-policy.ts';
import type { ExpectedTimesRule } from '../../apps/incident-intake/src/catalogue/dated-rule.ts';
import { FIRST_LAW } from '../../apps/incident-intake/src/law/first-law.ts';
import { firstTerms } from '../../apps/incident-intake/src/law/first-terms.ts';
import type { OrderRule, SanctionRule, WorksRule } from '../../apps/incident-intake/src/law/law.ts';
import { FIRST_TARGETS } from '../../apps/incident-intake/src/targets/first-targets.ts';
import type { ResponseTarget } from '../../apps/incident-intake/src/targets/response-target.ts';
import { notAppliedReason } from '../../apps/incident-intake/src/targets/targets.mapping.ts';
import { counted, statusOf, words, type Section, type ShownRule } from './markdown.ts';

/** What the migrations of incident-intake store. */
export function rulesOfIntake(): Section[] {
  const terms = firstTerms(BUILT_IN, URGENCIES);
  return [
    {
      title: 'Sanctions',
      text:
        'Works in hours, by article and part of the КУпАП and the day of the offence. Fines, arrests, and correctional works are recorded ' +
        'as what they are; no bounds are delivered for them.',
      heads: ['sanction', 'article', 'bounds'],
      rules: FIRST_LAW.sanctions.map(sanctionOf),
    },
    {
      title: 'Execution of works',
      text: 'How many hours a day, and how soon the ruling reaches the enforcing body after it takes effect.',
      heads: ['works', 'hours a day', 'under 18', 'referred within'],
      rules: FIRST_LAW.works.map(worksOf),
    },
    {
      title: 'Protection orders',
      text: 'What an order may contain, by the day on which it is issued. Measures with \\* are not for offenders under 18.',
      heads: ['order', 'measures', 'term', 'extension'],
      rules: FIRST_LAW.orders.map(orderOf),
    },
    {
      title: 'Response and repair targets',
      text:
        'By the day of the receipt. A binding or recommended target sets a deadline; an announced one is measured only. No rule is known for ' +
        'street lights: a hromada records its own promise.',
      heads: ['service', 'goal', 'class', 'area', 'target', 'clock', 'kind', 'applied'],
      rules: FIRST_TARGETS.map(targetOf),
    },
    {
      title: 'Expected times',
      text: 'How long each step of an incident may take after the one before, until it is escalated.',
      heads: ['categories', 'urgency', 'to triage', 'to dispatch', 'to the scene', 'to the resolution'],
      rules: [...Map.groupBy(terms.expectedTimes, sameTimes).values()].map(timesOf),
    },
    {
      title: 'Retention of personal data',
      text: 'Counted from the end of the incident.',
      heads: ['category', 'kept'],
      rules: terms.retention.map(({ category, days, ...basis }) => ({
        ...basis,
        cells: [words(category), counted(days, 'days')],
      })),
    },
  ];
}

function sanctionOf({ sanction, article, part, least, most, only, ...basis }: SanctionRule): ShownRule {
  const named = `${article}${part === 0 ? '' : ` p. ${part}`}${only ? ' only' : ''}`;
  const bounds = least === undefined || most === undefined ? 'not known' : `${least}–${most}`;
  return { ...basis, cells: [words(sanction), article === '' ? 'all others' : named, bounds] };
}

function worksOf({ works, hoursPerDay, hoursPerDayOfMinors, referralDays, ...basis }: WorksRule): ShownRule {
  const hours = [hoursPerDay, hoursPerDayOfMinors].map(String);
  return { ...basis, cells: [words(works), ...hours, counted(referralDays, 'days')] };
}

function orderOf(rule: OrderRule): ShownRule {
  const { order, measures, measuresOfAdults, unit, leastTerm, mostTerm, mostExtension, ...basis } = rule;
  const listed = measures.map((each) => `${words(each)}${measuresOfAdults.includes(each) ? String.raw` \*` : ''}`);
  const term = leastTerm === 0 ? `up to ${counted(mostTerm, unit)}` : `${leastTerm}–${counted(mostTerm, unit)}`;
  const extension = mostExtension === 0 ? 'none' : `up to ${counted(mostExtension, unit)}`;
  return { ...basis, cells: [order, listed.join(', '), term, extension] };
}

function targetOf(target: ResponseTarget): ShownRule {
  const { service, goal, targetClass, area, minutes, allowedExceedancePercent: allowed, clock, status } = target;
  const { validFrom, validTo, source, confirmed } = target;
  const reason = notAppliedReason(target);
  const cells = [
    words(service),
    goal,
    targetClass === '' ? 'all' : `\`${targetClass}\``,
    area,
    `${lengthOf(minutes)}${allowed === undefined ? '' : `, ${allowed} % may take longer`}`,
    clock,
    status,
    reason === '' ? 'yes' : `not automatically: ${reason}`,
  ];
  return { cells, validFrom, validTo, source, status: statusOf(confirmed) };
}

/** Categories with the same key share a line. */
function sameTimes(rule: ExpectedTimesRule): string {
  return JSON.stringify({ ...rule, category: '' });
}

function timesOf(rules: readonly ExpectedTimesRule[]): ShownRule {
  const [{ urgency, times, ...basis }] = rules as [ExpectedTimesRule];
  const categories = rules.map(({ category }) => words(category)).join(', ');
  const lengths = [times.toTriage, times.toDispatch, times.toScene, times.toResolution];
  return { ...basis, cells: [categories, urgency, ...lengths.map((ms) => lengthOf(ms / 60_000))] };
}

const DAY = 24 * 60;

function lengthOf(minutes: number): string {
  if (minutes % DAY === 0) return counted(minutes / DAY, 'days');
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
