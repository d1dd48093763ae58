import type { Day, Violation } from '@safe-community/domain-kit';
import {
  holdsOn,
  isWithin,
  ruleOn,
  titleOf,
  type DatedRule,
  type Law,
  type OrderKind,
  type OrderRule,
  type Sanction,
  type SanctionRule,
  type WorksRule,
  type WorksSanction,
} from './law.ts';

/** A sanction that was imposed. */
export interface ImposedSanction {
  readonly sanction: Sanction;
  readonly article: string;
  /** 0 if unknown. */
  readonly part: number;
  /** Of the offence. */
  readonly day: Day;
  /** Hours, hryvnias or days. */
  readonly amount: number;
}

/** The rule that allows a sanction; undefined if the law has none for it. */
interface Allowed {
  readonly rule: SanctionRule | undefined;
  /** The amount is outside the bounds of an unconfirmed rule, which refuses nothing: the rule may be wrong. */
  readonly isOutside?: boolean;
}

/** Whether a rule may refuse. */
function isBinding({ status }: Pick<DatedRule, 'status'>): boolean {
  return status !== 'unconfirmed';
}

/**
 * Judges a sanction by the law of the day of its offence. Where no bound is known, every amount is allowed; where none is
 * confirmed, an amount outside is allowed and marked. If the part is not known, an amount that one part of the article
 * allows is allowed.
 *
 * @param fields of the request: those of the article and of the amount.
 */
export function judgeSanction(
  { sanctions }: Pick<Law, 'sanctions'>,
  imposed: ImposedSanction,
  fields: { readonly article: string; readonly amount: string },
): Allowed | Violation {
  const ofDay = sanctions.filter((rule) => rule.sanction === imposed.sanction && holdsOn(rule, imposed.day));
  const candidates = candidatesFor(ofDay, imposed);
  if (candidates.length === 0) {
    const elsewhere = ofDay.filter((rule) => rule.only && isBinding(rule));
    if (elsewhere.length === 0) return { rule: undefined };
    return { field: fields.article, rule: `must be that of a rule: ${elsewhere.map(boundsOf).join(', or ')}` };
  }
  const rule = candidates.find(({ least, most }) => isWithin(imposed.amount, least ?? 0, most ?? Infinity));
  if (rule !== undefined) return { rule };
  const doubtful = candidates.find((each) => !isBinding(each));
  if (doubtful !== undefined) return { rule: doubtful, isOutside: true };
  return { field: fields.amount, rule: `must be ${candidates.map(boundsOf).join(', or ')}` };
}

/** The rule of the part; without a part, those of all parts; else that of the article; else the general one. */
function candidatesFor(rules: readonly SanctionRule[], { article, part }: ImposedSanction): readonly SanctionRule[] {
  const ofArticle = rules.filter((rule) => rule.article === article);
  const ofPart = part === 0 ? ofArticle : ofArticle.filter((rule) => rule.part === part);
  if (ofPart.length > 0) return ofPart;
  const whole = ofArticle.filter((rule) => rule.part === 0);
  return whole.length > 0 ? whole : rules.filter((rule) => rule.article === '');
}

function boundsOf(rule: SanctionRule): string {
  const { least, most } = rule;
  return `${least === undefined ? 'any amount' : `${least} to ${most}`} by the rule of ${titleOf(rule)}`;
}

export function worksRuleOn({ works }: Pick<Law, 'works'>, kind: WorksSanction, day: Day): WorksRule | undefined {
  return ruleOn(
    works.filter((rule) => rule.works === kind),
    day,
  );
}

export function orderRuleOn({ orders }: Pick<Law, 'orders'>, kind: OrderKind, day: Day): OrderRule | undefined {
  return ruleOn(
    orders.filter((rule) => rule.order === kind),
    day,
  );
}

interface DailyHours {
  readonly hours: number;
  readonly minor: boolean;
}

/** Whether the hours of a day are more than an unconfirmed rule has, which refuses nothing. */
export function isOverDoubtfulLimit(rule: WorksRule | undefined, daily: DailyHours): boolean {
  return rule !== undefined && !isBinding(rule) && hoursOutside(rule, daily, '').length > 0;
}

/** The violation of too many hours on one day; a day has 24 without a rule, or with one that is not confirmed. */
export function checkDailyHours(rule: WorksRule | undefined, daily: DailyHours, field: string): Violation[] {
  return hoursOutside(rule !== undefined && isBinding(rule) ? rule : undefined, daily, field);
}

function hoursOutside(rule: WorksRule | undefined, { hours, minor }: DailyHours, field: string): Violation[] {
  const most = rule === undefined ? 24 : minor ? rule.hoursPerDayOfMinors : rule.hoursPerDay;
  if (isWithin(hours, 1, most)) return [];
  const basis = rule === undefined ? '' : ` by the rule of ${titleOf(rule)}`;
  return [{ field, rule: `must be 1 to ${most}${minor ? ' of minors' : ''}${basis}` }];
}
