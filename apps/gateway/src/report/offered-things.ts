import type { Answers, Attribute, Category } from './report.ts';
import type { Thing } from './thing.ts';
import { THINGS } from './things.ts';

/** An attribute that need not be asked for. */
export interface AnsweredAttribute {
  readonly attribute: Attribute;
  readonly value: string;
}

/** Those that the catalogue of this installation can take. */
export function offeredThings(categories: readonly Category[]): Thing[] {
  return THINGS.filter(({ category: code, sets }) => {
    const category = categories.find((each) => each.code === code);
    return category !== undefined && (sets === undefined || attributeOf(category, sets) !== undefined);
  });
}

/** What was chosen; undefined for a category alone. */
export function thingOf({ category, thing }: Answers): Thing | undefined {
  return THINGS.find((each) => each.code === thing && each.category === category);
}

/** What the thing answers of this category; undefined without one, and where the catalogue has changed since. */
export function answeredBy(thing: Thing | undefined, category: Category): AnsweredAttribute | undefined {
  if (thing?.sets === undefined || thing.category !== category.code) return undefined;
  const attribute = attributeOf(category, thing.sets);
  return attribute && { attribute, value: thing.sets[1] };
}

/** What is still to be asked: all but what the thing answers. */
export function attributesToAsk(thing: Thing | undefined, category: Category): readonly Attribute[] {
  const answered = answeredBy(thing, category)?.attribute;
  return category.attributes.filter((attribute) => attribute !== answered);
}

function attributeOf({ attributes }: Category, [name, value]: readonly [string, string]): Attribute | undefined {
  return attributes.find((each) => each.name === name && each.values.some((known) => known.value === value));
}
