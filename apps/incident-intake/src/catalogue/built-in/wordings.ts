import type { AttributeRule, AttributeValue } from '../attribute-rule.ts';

/** A value of a choice with what people read instead of it. */
export function value(name: string, uk: string, en: string): AttributeValue {
  return { value: name, name: { uk, en } };
}

/** What an attribute is called, in both languages. */
export function called(name: string, uk: string, en: string) {
  return { name, wording: { uk, en } };
}

export function yesNo(name: string, uk: string, en: string): AttributeRule {
  return { ...called(name, uk, en), required: false, type: 'yes_no' };
}

export const OTHER = value('other', 'Інше', 'Other');
export const UNKNOWN = value('unknown', 'Невідомо', 'Unknown');
