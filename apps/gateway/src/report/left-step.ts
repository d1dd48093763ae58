import { attributeField, DESCRIPTION } from './details.ts';
import { WHEN_FIELDS } from './when.ts';
import { isReachable, type Category, type Draft, type Step, type TypedFields } from './report.ts';

/** Steps with something to enter that is not a choice between what the page offers. */
export type FilledStep = 'place' | 'details' | 'contact';

/** A form that came from a step. */
export interface SentStep {
  readonly draft: Draft;
  readonly category: Category | undefined;
  /** All values of a field. */
  readonly fields: (name: string) => readonly string[];
}

/** Characters of what is kept; nothing that is longer is ever accepted. */
const MAX_TEXT_LENGTH = 8_000;
const MAX_LINE_LENGTH = 200;
const MAX_VALUES = 50;

/**
 * The draft of somebody who leaves a step by going back, or for the other language. What is typed there is kept, unchecked,
 * and the step has to be gone through again. Of a sensitive report, empty fields say nothing: they hide what was entered.
 */
export function leaveStep(step: Step, sent: SentStep): Draft {
  const { draft } = sent;
  if (!isFilled(step) || !isReachable(step, draft.answers)) return draft;
  const typed = typedOn(step, sent);
  if (isSensitive(sent) && isEmpty(typed)) return draft;
  const kept = Object.entries(typed).map(([name, values]) => {
    const longest = name === DESCRIPTION ? MAX_TEXT_LENGTH : MAX_LINE_LENGTH;
    return [name, values.slice(0, MAX_VALUES).map((value) => value.slice(0, longest))] as const;
  });
  const { [step]: _, ...answers } = draft.answers;
  return { ...draft, answers, typed: { ...draft.typed, [step]: Object.fromEntries(kept) } };
}

/** What is entered on a step; of a sensitive report what was entered there before, if the fields were left empty. */
export function enteredOn(step: FilledStep, sent: SentStep): TypedFields {
  const typed = typedOn(step, sent);
  return (isSensitive(sent) && isEmpty(typed) ? sent.draft.typed?.[step] : undefined) ?? typed;
}

/** Whether a step of a sensitive report was answered before, and nothing was entered there now. */
export function staysHidden(step: Step, sent: SentStep): boolean {
  const isAnswered = isFilled(step) && sent.draft.answers[step] !== undefined;
  return isAnswered && isSensitive(sent) && isEmpty(enteredOn(step, sent));
}

/** The draft once a step was answered. */
export function withoutTyped({ typed, ...draft }: Draft, step: Step): Draft {
  const { [step]: _, ...others } = typed ?? {};
  return Object.keys(others).length === 0 ? draft : { ...draft, typed: others };
}

/** All that the fields of a step hold. */
export function typedOn(step: FilledStep, { category, fields }: Omit<SentStep, 'draft'>): TypedFields {
  const names = {
    place: ['q'],
    details: [...(category?.attributes ?? []).map(attributeField), DESCRIPTION, ...WHEN_FIELDS],
    contact: ['contact', 'name', 'phone'],
  };
  return Object.fromEntries(names[step].map((name) => [name, fields(name)]));
}

function isFilled(step: Step): step is FilledStep {
  return step === 'place' || step === 'details' || step === 'contact';
}

function isSensitive({ category }: Pick<SentStep, 'category'>): boolean {
  return category?.isSensitive === true;
}

function isEmpty(fields: TypedFields): boolean {
  return Object.values(fields).every((values) => values.every((value) => value.trim() === ''));
}
