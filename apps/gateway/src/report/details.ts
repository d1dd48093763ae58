import { checkText } from '@safe-community/domain-kit';
import type { Attribute, Category, Details } from './report.ts';
import type { AnsweredAttribute } from './offered-things.ts';
import { readWhen, type WhenRule } from './when.ts';

/** What is wrong with an answer. */
export type DetailRule = WhenRule | 'choose' | 'chooseSome' | 'number' | 'code' | 'edrpou' | 'describe' | 'tooLong';

export interface DetailProblem {
  /** The id of the field: `attributeField` or DESCRIPTION. */
  readonly field: string;
  readonly rule: DetailRule;
  /** Of a number. */
  readonly attribute?: Attribute;
}

export const DESCRIPTION = 'description';
/** Of the 4,000 that the service takes, the address gets the rest. */
const MAX_DESCRIPTION_LENGTH = 3_750;

export function attributeField({ name }: Attribute): string {
  return `a-${name}`;
}

/**
 * The answers to the questions of a category. Values are those of the catalogue, which the service checks again.
 *
 * @param answered by the thing that was chosen: the form does not ask for it.
 */
export function readDetails(
  category: Category,
  valuesOf: (field: string) => readonly string[],
  { answered, now }: { readonly answered: AnsweredAttribute | undefined; readonly now: Date },
): { readonly details: Details; readonly problems: readonly DetailProblem[] } {
  const attributes: Record<string, string> = {};
  const problems: DetailProblem[] = [];
  for (const attribute of category.attributes) {
    if (attribute === answered?.attribute) {
      attributes[attribute.name] = answered.value;
      continue;
    }
    const field = attributeField(attribute);
    const given = [...new Set(valuesOf(field).map((value) => value.trim()))].filter((value) => value !== '');
    const value = attribute.type === 'choices' ? given.join(',') : (given[0] ?? '');
    const rule = ruleOf(attribute, given, value);
    if (rule !== undefined) problems.push({ field, rule, attribute });
    else if (value !== '') attributes[attribute.name] = value;
  }
  const description = valuesOf(DESCRIPTION)[0] ?? '';
  if (checkText(description, DESCRIPTION, { most: MAX_DESCRIPTION_LENGTH, lines: true }).length > 0) {
    problems.push({ field: DESCRIPTION, rule: 'tooLong' });
  } else if (description === '' && !category.attributes.some(({ isRequired }) => isRequired)) {
    // Otherwise the report would say nothing.
    problems.push({ field: DESCRIPTION, rule: 'describe' });
  }
  const { occurredAt, problem } = readWhen((field) => valuesOf(field)[0] ?? '', now);
  if (problem !== undefined) problems.push(problem);
  const when = occurredAt === undefined ? {} : { occurredAt: occurredAt.getTime() };
  return { details: { attributes, description, ...when }, problems };
}

function ruleOf(attribute: Attribute, given: readonly string[], value: string): DetailRule | undefined {
  const { type, isRequired, values, least, most } = attribute;
  if (value === '') return isRequired ? ruleOfType(type) : undefined;
  switch (type) {
    case 'choice':
    case 'choices':
      return given.every((each) => values.some((known) => known.value === each)) ? undefined : 'choose';
    case 'yes_no':
      return value === 'true' || value === 'false' ? undefined : 'choose';
    case 'number':
      return /^(0|[1-9]\d{0,8})$/.test(value) && Number(value) >= least && Number(value) <= most ? undefined : 'number';
    case 'code':
      return /^[A-Za-z0-9/-]{1,40}$/.test(value) ? undefined : 'code';
    case 'edrpou':
      return /^\d{8}$/.test(value) ? undefined : 'edrpou';
  }
}

function ruleOfType(type: Attribute['type']): DetailRule {
  if (type === 'choices') return 'chooseSome';
  return type === 'number' || type === 'code' || type === 'edrpou' ? type : 'choose';
}
