import { isPublished } from '../catalogue/category-policy.ts';
import type { AttributeRule, Category, CategoryPolicy, Wording } from '../catalogue/module.ts';
import type { Attributes, IncidentState, Point } from '../incident/module.ts';

/** What is stored of a published request and may be shown. */
export interface StoredRequest {
  readonly requestId: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly receivedAt: Date;
  readonly stateSince: Date;
  /** When the last change was recorded. */
  readonly updatedAt: Date;
  /** The same with the precision of the database, microseconds: a place in the list. */
  readonly updatedMicros: string;
  readonly hromadaCode: string;
  readonly settlementCode: string;
  /** Of the reported point. */
  readonly cell: Point | undefined;
  /** With values that a reporter may have written; `shownAttributes` leaves those out. */
  readonly attributes: Attributes;
  /** How many more people said that it concerns them. */
  readonly voices: number;
}

/** An attribute in the words of the catalogue. */
export interface ShownAttribute {
  readonly name: string;
  readonly value: string;
  readonly nameOf: Wording;
  readonly valueOf: Wording;
}

const YES_NO: Readonly<Record<string, Wording>> = {
  true: { uk: 'так', en: 'yes' },
  false: { uk: 'ні', en: 'no' },
};

/**
 * The attributes whose words are those of the catalogue. A code or a number can hold anything that a reporter types, a
 * phone number too, so these are not shown.
 */
export function shownAttributes(
  { attributes: rules }: Pick<CategoryPolicy, 'attributes'>,
  given: Attributes,
): ShownAttribute[] {
  return rules.flatMap((rule) => {
    const value = Object.hasOwn(given, rule.name) ? given[rule.name] : undefined;
    const valueOf = value === undefined ? undefined : wordingOf(rule, value);
    return value === undefined || valueOf === undefined
      ? []
      : [{ name: rule.name, value, nameOf: rule.wording, valueOf }];
  });
}

/** What was chosen of a published category, such as "Pothole", or the category itself: a choice of others says where or how. */
export function chosenWhat(
  policy: Pick<CategoryPolicy, 'name' | 'attributes'> & Parameters<typeof isPublished>[0],
  given: Attributes,
): Wording {
  if (!isPublished(policy)) return policy.name;
  const choices = { attributes: policy.attributes.filter(({ type }) => type === 'choice') };
  return shownAttributes(choices, given)[0]?.valueOf ?? policy.name;
}

/** Undefined for a value that the catalogue does not have. */
function wordingOf(rule: AttributeRule, value: string): Wording | undefined {
  if (rule.type === 'yes_no') return Object.hasOwn(YES_NO, value) ? YES_NO[value] : undefined;
  if (rule.type !== 'choice' && rule.type !== 'choices') return undefined;
  const chosen = rule.type === 'choice' ? [value] : value.split(',');
  const names = chosen.map((one) => rule.values.find((known) => known.value === one)?.name);
  const known = names.flatMap((name) => name ?? []);
  if (known.length < names.length) return undefined;
  return { uk: known.map(({ uk }) => uk).join(', '), en: known.map(({ en }) => en).join(', ') };
}

const DAY_MS = 24 * 3_600_000;
export const DEFAULT_WINDOW_DAYS = 90;
export const MAX_WINDOW_DAYS = 366;
/** By callers that number their pages. */
export const MAX_SKIPPED = 5_000;

/** From `from` on, before `to`. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** The clocks of replicas and of the database may differ by this: what was just received is not left out. */
const SKEW_MS = 60_000;

/** The stretch of time that a request asks for; by default the last 90 days. */
export function windowOf(from: Date | undefined, to: Date | undefined, now: Date): Window {
  const end = to ?? new Date(now.getTime() + SKEW_MS);
  return { from: from ?? new Date(end.getTime() - DEFAULT_WINDOW_DAYS * DAY_MS), to: end };
}

export function isLongerThan({ from, to }: Window, days: number): boolean {
  return to.getTime() - from.getTime() > days * DAY_MS + SKEW_MS;
}
