import { MedicalClass, PoliceClass } from '@safe-community/contracts/incidents/v1/external_class.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { AttributeForm } from '@safe-community/domain-kit';

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
    /** Empty for a number without a word. */
    nameOf: (number: number): string => [...words].find(([, each]) => each === number)?.[0] ?? '',
  };
}

export const { words: CATEGORY_WORDS, numberOf: categoryOf, nameOf: wordOf } = wordsOf(IncidentCategory);
export const { words: CHANNEL_WORDS, numberOf: channelOf } = wordsOf(ReportChannel);
/** How far a row is in its source, and the end of the incident that follows. */
const STATES = {
  open: IncidentState.UNSPECIFIED,
  resolved: IncidentState.RESOLVED,
  closed: IncidentState.CLOSED,
  'false-call': IncidentState.REJECTED,
} as const;
export type RowState = keyof typeof STATES;

export const STATE_WORDS = Object.keys(STATES) as readonly RowState[];
export const endOf = (state: RowState): IncidentState => STATES[state];

export function stateOf(word: string): RowState | undefined {
  const folded = word.trim().toLowerCase().replaceAll('_', '-');
  return STATE_WORDS.find((each) => each === folded);
}

const RESPONDERS = wordsOf(ResponderKind);
export const { words: RESPONDER_WORDS, numberOf: responderOf } = RESPONDERS;
/** Undefined for a number without a word. */
export const wordOfResponder = (kind: ResponderKind): string | undefined => RESPONDERS.nameOf(kind) || undefined;

/** The classes of the lines 102 and 103. */
export const POLICE_CLASS = wordsOf(PoliceClass);
export const MEDICAL_CLASS = wordsOf(MedicalClass);

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
  /** What else a value must be, for checks before intake. */
  readonly form?: AttributeForm | undefined;
}
