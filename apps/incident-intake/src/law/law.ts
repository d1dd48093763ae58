import {
  checkDay,
  checkOptionalDay,
  checkSource,
  checkText,
  unless,
  type Day,
  type Violation,
} from '@safe-community/domain-kit';
import type { DatedRule, ExpectedTimesRule, RetentionRule } from '../catalogue/module.ts';

export type { DatedRule } from '../catalogue/module.ts';

export const SANCTIONS = ['community_works', 'socially_useful_works', 'fine', 'arrest', 'correctional_works'] as const;
export type Sanction = (typeof SANCTIONS)[number];
export type WorksSanction = Extract<Sanction, 'community_works' | 'socially_useful_works'>;

/** The bounds of a sanction for an article and part: hours, hryvnias or days. */
export interface SanctionRule extends DatedRule {
  readonly sanction: Sanction;
  /** Of the КУпАП; empty for articles without a rule of their own. */
  readonly article: string;
  /** 0 for all parts without a rule of their own. */
  readonly part: number;
  /** Both undefined if no bound is known. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** The sanction exists for articles with such a rule only. */
  readonly only: boolean;
}

/** How works are executed. */
export interface WorksRule extends DatedRule {
  readonly works: WorksSanction;
  readonly hoursPerDay: number;
  readonly hoursPerDayOfMinors: number;
  /** The ruling reaches the enforcing body so many days after it takes effect. */
  readonly referralDays: number;
}

export const ORDER_KINDS = ['urgent', 'restraining'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export const ORDER_MEASURES = [
  'leave_home',
  'no_entry',
  'no_contact',
  'not_stay_in_shared_home',
  'not_hinder_use_of_property',
  'limited_contact_with_child',
  'keep_distance',
  'not_search_for_victim',
  'no_communication',
] as const;
export type OrderMeasure = (typeof ORDER_MEASURES)[number];

export const ORDER_TERM_UNITS = ['days', 'months'] as const;

/** What an order of a kind may contain. */
export interface OrderRule extends DatedRule {
  readonly order: OrderKind;
  readonly measures: readonly OrderMeasure[];
  /** Not for offenders under 18. */
  readonly measuresOfAdults: readonly OrderMeasure[];
  readonly unit: (typeof ORDER_TERM_UNITS)[number];
  readonly leastTerm: number;
  readonly mostTerm: number;
  /** 0 if it cannot be extended. */
  readonly mostExtension: number;
}

/** A rule of any kind. */
export type LawRule = SanctionRule | WorksRule | OrderRule | ExpectedTimesRule | RetentionRule;

const ARTICLE = /^([1-9]\d{1,2})(-[1-9]\d?)?$/;
/** The articles of the КУпАП that define offences; the others are general or about procedure. */
const OFFENCES = { first: 41, last: 212 };
const MAX_PART = 99;
const MAX_AMOUNT = 1_000_000;
const NOTE = { most: 500, lines: true };
const MAX_TERM = 400;
const MAX_REFERRAL_DAYS = 60;

/** The violation of a text that is no article of an offence. */
export function checkArticle(article: string, field: string): Violation[] {
  const number = Number(ARTICLE.exec(article)?.[1] ?? Number.NaN);
  return unless(
    isWithin(number, OFFENCES.first, OFFENCES.last),
    field,
    `must be an article of offences of the КУпАП, ${OFFENCES.first} to ${OFFENCES.last}, such as "173-2"`,
  );
}

export function checkSanctionRule({ article, part, least, most }: SanctionRule): Violation[] {
  return [
    ...(article === '' ? [] : checkArticle(article, 'article')),
    ...unless(
      part <= MAX_PART && (part === 0 || article !== ''),
      'part',
      `must be 0 to ${MAX_PART}, and 0 without an article`,
    ),
    ...checkBounds(least, most),
  ];
}

function checkBounds(least: number | undefined, most: number | undefined): Violation[] {
  if (least === undefined || most === undefined) {
    return unless(least === most, 'bounds', 'must have both bounds or none');
  }
  return [
    ...unless(least >= 1, 'bounds.least', 'must be at least 1'),
    ...unless(most >= least && most <= MAX_AMOUNT, 'bounds.most', `must be from least to ${MAX_AMOUNT}`),
  ];
}

export function checkWorksRule(rule: WorksRule): Violation[] {
  const { works, hoursPerDay, hoursPerDayOfMinors, referralDays } = rule;
  return [
    ...unless(works === 'community_works' || works === 'socially_useful_works', 'works', 'must be a kind of works'),
    ...unless(isWithin(hoursPerDay, 1, 24), 'hours_per_day', 'must be 1 to 24'),
    ...unless(isWithin(hoursPerDayOfMinors, 1, 24), 'hours_per_day_of_minors', 'must be 1 to 24'),
    ...unless(referralDays <= MAX_REFERRAL_DAYS, 'referral_days', `must be at most ${MAX_REFERRAL_DAYS}`),
  ];
}

export function checkOrderRule(rule: OrderRule): Violation[] {
  const { measures, measuresOfAdults, leastTerm, mostTerm, mostExtension } = rule;
  return [
    ...unless(measures.length > 0 && areUnique(measures), 'measures', 'must hold at least one, each once'),
    ...unless(
      areUnique(measuresOfAdults) && measuresOfAdults.every((measure) => measures.includes(measure)),
      'measures_of_adults',
      'must hold some of the measures, each once',
    ),
    ...unless(isWithin(mostTerm, 1, MAX_TERM), 'most_term', `must be 1 to ${MAX_TERM}`),
    ...unless(leastTerm <= mostTerm, 'least_term', 'must be at most most_term'),
    ...unless(mostExtension <= MAX_TERM, 'most_extension', `must be at most ${MAX_TERM}`),
  ];
}

function areUnique(items: readonly string[]): boolean {
  return new Set(items).size === items.length;
}

/** Written so that NaN is outside. */
export function isWithin(number: number, least: number, most: number): boolean {
  return number >= least && number <= most;
}

/** The fields that every rule has. */
export function checkBasis({ validFrom, validTo, source, note }: DatedRule): Violation[] {
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...checkOptionalDay(validTo, 'valid_to'),
    ...unless(validTo === '' || validTo >= validFrom, 'valid_to', 'must not be before valid_from'),
    ...checkSource(source, 'source'),
    ...checkText(note, 'note', NOTE),
  ];
}

export function holdsOn({ validFrom, validTo }: Pick<DatedRule, 'validFrom' | 'validTo'>, day: Day): boolean {
  return validFrom <= day && (validTo === '' || validTo >= day);
}

/** The rule of the day among those of one key: their days do not overlap. */
export function ruleOn<Rule extends DatedRule>(rules: readonly Rule[], day: Day): Rule | undefined {
  return rules.find((rule) => holdsOn(rule, day));
}

/** What a rule is about; two rules of one key never hold on the same day. */
function keyOf(rule: LawRule): string {
  if ('sanction' in rule) return nameOf(rule);
  if ('works' in rule) return `execution of ${wordsOf(rule.works)}`;
  if ('order' in rule) return `${rule.order} orders`;
  return 'urgency' in rule
    ? `expected times of ${wordsOf(rule.category)}, ${rule.urgency}`
    : `retention of ${wordsOf(rule.category)}`;
}

function nameOf({ sanction, article, part }: SanctionRule): string {
  const place =
    article === '' ? 'articles without a rule of their own' : `art. ${article}${part === 0 ? '' : ` p. ${part}`}`;
  return `${wordsOf(sanction)} for ${place}`;
}

function wordsOf(code: string): string {
  return code.replaceAll('_', ' ');
}

/** "sanction-rule-community_works-173-2-1-2000-01-01": for the audit. */
export function idOf(rule: LawRule): string {
  if ('sanction' in rule) {
    return [
      'sanction-rule',
      rule.sanction,
      ...(rule.article === '' ? [] : [rule.article, rule.part]),
      rule.validFrom,
    ].join('-');
  }
  if ('works' in rule) return `works-rule-${rule.works}-${rule.validFrom}`;
  if ('order' in rule) return `order-rule-${rule.order}-${rule.validFrom}`;
  return 'urgency' in rule
    ? `expected-times-rule-${rule.category}-${rule.urgency}-${rule.validFrom}`
    : `retention-rule-${rule.category}-${rule.validFrom}`;
}

/** "community works for art. 173-2 p. 1, from 2000-01-01 (КУпАП, ст. 173-2; confirmed)": for errors. */
export function titleOf(rule: LawRule): string {
  const until = rule.validTo === '' ? '' : ` to ${rule.validTo}`;
  return `${keyOf(rule)}, from ${rule.validFrom}${until} (${rule.source}; ${rule.status})`;
}

/** The rule of the same key that holds on some of the same days; one of the same first day is replaced instead. */
export function overlapping<Rule extends LawRule>(rule: Rule, held: readonly Rule[]): Rule | undefined {
  return held.find(
    (other) =>
      keyOf(other) === keyOf(rule) &&
      other.validFrom !== rule.validFrom &&
      (other.validTo === '' || other.validTo >= rule.validFrom) &&
      (rule.validTo === '' || rule.validTo >= other.validFrom),
  );
}

/** All rules that hold at some time. */
export interface Law {
  readonly sanctions: readonly SanctionRule[];
  readonly works: readonly WorksRule[];
  readonly orders: readonly OrderRule[];
}

/** For a step that is not judged by it. */
export const NO_LAW: Law = { sanctions: [], works: [], orders: [] };

/** What is wrong with the law as a whole, in words: a rule without a source, or two rules of one key on one day. */
export function checkLaw({ sanctions, works, orders }: Law): string[] {
  return [
    ...problemsOf(sanctions, checkSanctionRule),
    ...problemsOf(works, checkWorksRule),
    ...problemsOf(orders, checkOrderRule),
  ];
}

/** The problems of rules of one kind, in words. */
export function problemsOf<Rule extends LawRule>(
  rules: readonly Rule[],
  check: (rule: Rule) => readonly Violation[],
): string[] {
  return rules.flatMap((rule) => {
    const other = overlapping(rule, rules);
    const broken = [...check(rule), ...checkBasis(rule)];
    return [
      ...broken.map(({ field, rule: violated }) => `${keyOf(rule)}: ${field} ${violated}`),
      ...(other === undefined ? [] : [`${titleOf(rule)} overlaps ${titleOf(other)}`]),
    ];
  });
}
