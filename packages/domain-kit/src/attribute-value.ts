interface Choice {
  readonly value: string;
}

/** What the values of an attribute are. */
export type AttributeForm<Value extends Choice = Choice> =
  | { readonly type: 'choice' | 'choices'; readonly values: readonly Value[] }
  | { readonly type: 'number'; readonly least: number; readonly most: number }
  | { readonly type: 'yes_no' | 'code' | 'edrpou' };

/** The rule for a value, as it follows the name of the attribute in a sentence. */
export function attributeRule(rule: AttributeForm): string {
  switch (rule.type) {
    case 'choice':
      return `must be one of ${listed(rule.values)}`;
    case 'choices':
      return `must be one or more of ${listed(rule.values)}, each once, joined by ","`;
    case 'yes_no':
      return 'must be "true" or "false"';
    case 'number':
      return `must be a whole number from ${rule.least} to ${rule.most}, in digits without leading zeros`;
    case 'code':
      return 'must be 1 to 40 of A–Z, a–z, 0–9, "-" and "/"';
    case 'edrpou':
      return 'must be 8 digits';
  }
}

/** Whether an attribute may have a value. Each meaning has one spelling, so that equal values are equal texts. */
export function fitsAttribute(rule: AttributeForm, value: string): boolean {
  switch (rule.type) {
    case 'choice':
      return isAmong(rule.values, value);
    case 'choices':
      return areAmong(rule.values, value.split(','));
    case 'yes_no':
      return value === 'true' || value === 'false';
    case 'number':
      return /^(0|[1-9]\d{0,9})$/.test(value) && Number(value) >= rule.least && Number(value) <= rule.most;
    case 'code':
      return /^[A-Za-z0-9/-]{1,40}$/.test(value);
    case 'edrpou':
      return /^\d{8}$/.test(value);
  }
}

type Values = readonly Choice[];

function listed(values: Values): string {
  return values.map(({ value }) => value).join(', ');
}

function isAmong(values: Values, value: string): boolean {
  return values.some((known) => known.value === value);
}

function areAmong(values: Values, given: readonly string[]): boolean {
  return new Set(given).size === given.length && given.every((value) => isAmong(values, value));
}
