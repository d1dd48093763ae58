import { attributeField, DESCRIPTION } from './details.ts';
import type { Category, Details, Draft } from './report.ts';
import { fieldsOfWhen } from './when.ts';
import { offeredThings } from './offered-things.ts';

/** What the first step was answered with. */
interface ChosenThing {
  readonly category: string;
  /** Undefined for a category alone. */
  readonly thing: string | undefined;
}

/** Undefined for nothing that the catalogue has. */
export function chosenOf(
  field: (name: string) => string,
  { category, thing }: Draft['answers'],
  categories: readonly Category[],
): ChosenThing | undefined {
  const wanted = field('thing');
  const found = offeredThings(categories).find(({ code }) => code === wanted);
  if (found !== undefined) return { category: found.category, thing: found.code };
  const code = field('category');
  // After Back without a new choice, the earlier one stands.
  const chosen = wanted === '' && code === '' ? { category, thing } : { category: code, thing: undefined };
  const known = categories.find((each) => each.code === chosen.category);
  return known && { category: known.code, thing: chosen.thing };
}

/**
 * The draft of somebody who has chosen. Another category asks for other details. Of another thing in the same category, what
 * was entered stays in the fields, and is looked at again.
 */
export function withChosen(draft: Draft, category: Category, { thing }: ChosenThing): Draft {
  const { answers } = draft;
  if (answers.category === category.code && answers.thing === thing) return draft;
  const { place, contact, details } = answers;
  const { details: typed, ...others } = draft.typed ?? {};
  const entered = details === undefined ? typed : fieldsOf(details, category);
  const kept = answers.category === category.code && entered !== undefined ? { ...others, details: entered } : others;
  return {
    ...draft,
    typed: kept,
    answers: {
      category: category.code,
      ...(thing === undefined ? {} : { thing }),
      ...(place === undefined ? {} : { place }),
      ...(contact === undefined ? {} : { contact }),
    },
  };
}

function fieldsOf({ attributes, description, occurredAt }: Details, category: Category) {
  const values = category.attributes.map(
    (attribute) => [attributeField(attribute), [attributes[attribute.name] ?? '']] as const,
  );
  const when = fieldsOfWhen(occurredAt === undefined ? undefined : new Date(occurredAt));
  return Object.fromEntries([
    ...values,
    [DESCRIPTION, [description]],
    ...Object.entries(when).map(([name, value]) => [name, [value]] as const),
  ]);
}
