import type { AttributeRule, AttributeValue } from '../attributes.ts';

/** A value of a choice, with the texts that people read. */
export function value(name: string, uk: string, en: string): AttributeValue {
  return { value: name, name: { uk, en } };
}

/** The name of an attribute, in both languages. */
export function called(name: string, uk: string, en: string) {
  return { name, wording: { uk, en } };
}

export function yesNo(name: string, uk: string, en: string): AttributeRule {
  return { ...called(name, uk, en), required: false, type: 'yes_no' };
}

export const OTHER = value('other', 'Інше', 'Other');
export const UNKNOWN = value('unknown', 'Невідомо', 'Unknown');
