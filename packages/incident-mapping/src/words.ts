import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';

type Numbers = Readonly<Record<string, number>>;

/** The words of mapping files for an enum: "road-crash"; "_" means the same as "-". */
function wordsOf<Values extends Numbers>(values: Values) {
  const words = new Map(
    Object.entries(values)
      .filter(([name]) => name !== 'UNSPECIFIED' && name !== 'UNRECOGNIZED')
      .map(([name, number]) => [name.toLowerCase().replaceAll('_', '-'), number as Values[keyof Values]]),
  );
  return {
    words: [...words.keys()],
    numberOf: (word: string) => words.get(word.trim().toLowerCase().replaceAll('_', '-')),
  };
}

export const { words: CATEGORY_WORDS, numberOf: categoryOf } = wordsOf(IncidentCategory);
export const { words: CHANNEL_WORDS, numberOf: channelOf } = wordsOf(ReportChannel);
export const { words: RESPONDER_WORDS, numberOf: responderOf } = wordsOf(ResponderKind);

/** What a category asks for, as the catalogue of intake has it now. */
export interface CategoryRules {
  readonly category: IncidentCategory;
  readonly attributes: readonly AttributeRules[];
}

export interface AttributeRules {
  readonly name: string;
  readonly required: boolean;
  /** The values of a choice; empty for numbers, codes, and yes or no. */
  readonly values: readonly string[];
}

/** The word of a category. */
export function wordOf(category: IncidentCategory): string {
  return CATEGORY_WORDS.find((word) => categoryOf(word) === category) ?? '';
}
