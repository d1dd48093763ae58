import type { AttributeRule } from '../catalogue/module.ts';
import type { Incident } from '../incident/module.ts';

export type Attributes = Incident['openAttributes'];

/** What the attributes of two reports say about whether they describe one event. */
export interface FactsInCommon {
  /** 0 to 1: the likeness is multiplied by it. */
  readonly factor: number;
  /** Both name the same object: a lamp post by its number, a school by its code. */
  readonly sameObject: boolean;
}

/** Nothing can be compared. */
const SILENT = 0.9;
/** People see one event differently, and may be wrong. */
const CONTRADICTION = 0.5;
/** A number that is read off an object is rarely wrong. */
const OTHER_OBJECT = 0.1;

type Verdict = 'agree' | 'differ' | 'same-object' | 'other-object' | 'silent';

/** Compares the attributes of two reports by the rules of their category. */
export function factsInCommon(a: Attributes, b: Attributes, rules: readonly AttributeRule[]): FactsInCommon {
  const verdicts = rules.map((rule) => compare(rule, a[rule.name], b[rule.name]));
  const count = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length;
  const sameObject = count('same-object') > 0;
  const speaksFor = sameObject || count('agree') > 0;
  const against = CONTRADICTION ** count('differ') * OTHER_OBJECT ** count('other-object');
  return { factor: (speaksFor ? 1 : SILENT) * against, sameObject };
}

/** The attributes that identify an object by its number. */
export function namedObjects(attributes: Attributes, rules: readonly AttributeRule[]): Attributes {
  const naming = rules.filter(({ type }) => type === 'code' || type === 'edrpou').map(({ name }) => name);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => naming.includes(name)));
}

function compare(rule: AttributeRule, a: string | undefined, b: string | undefined): Verdict {
  if (a === undefined || b === undefined) return 'silent';
  switch (rule.type) {
    case 'code':
    case 'edrpou':
      return a === b ? 'same-object' : 'other-object';
    case 'number':
      // Witnesses count vehicles and patients differently.
      return a === b ? 'agree' : 'silent';
    case 'choice':
    case 'choices':
    case 'yes_no':
      return compareChoices(a.split(','), b.split(','));
  }
}

/** "unknown" and "other" cannot be compared. */
function compareChoices(a: readonly string[], b: readonly string[]): Verdict {
  const [known, alsoKnown] = [a.filter(isKnown), b.filter(isKnown)];
  if (known.length === 0 || alsoKnown.length === 0) return 'silent';
  return known.some((value) => alsoKnown.includes(value)) ? 'agree' : 'differ';
}

function isKnown(value: string): boolean {
  return value !== 'unknown' && value !== 'other';
}
