import { CONTACT_FIELDS } from './contact.ts';
import { attributeField, DESCRIPTION } from './details.ts';
import { WHEN_FIELDS } from './when.ts';
import {
  isReachable,
  PARTS_OF,
  type Category,
  type Draft,
  type FilledPart,
  type Step,
  type TypedFields,
} from './report.ts';

/** A form that came from a step. */
export interface SentStep {
  readonly draft: Draft;
  readonly category: Category | undefined;
  /** All values of a field. */
  readonly fields: (name: string) => readonly string[];
}

/** Fields of the step of the place: what it is searched by, and what stands there. */
export const PLACE_FIELDS = { search: 'q', landmark: 'landmark' } as const;
/** Characters of what is kept; nothing that is longer is ever accepted. */
const MAX_TEXT_LENGTH = 8_000;
const MAX_LINE_LENGTH = 200;
const MAX_VALUES = 50;

/**
 * The draft of somebody who leaves a step by going back, or for the other language. What is typed there is kept, unchecked,
 * and the step has to be gone through again. Of a sensitive report, empty fields say nothing: they hide what was entered.
 */
export function leaveStep(step: Step, sent: SentStep): Draft {
  if (!isReachable(step, sent.draft.answers)) return sent.draft;
  return PARTS_OF[step].reduce((draft, part) => leavePart(part, { ...sent, draft }), sent.draft);
}

function leavePart(part: FilledPart, sent: SentStep): Draft {
  const { draft } = sent;
  const typed = typedIn(part, sent);
  if (isSensitive(sent) && isEmpty(typed)) return draft;
  const kept = Object.entries(typed).map(([name, values]) => {
    const longest = name === DESCRIPTION ? MAX_TEXT_LENGTH : MAX_LINE_LENGTH;
    return [name, values.slice(0, MAX_VALUES).map((value) => value.slice(0, longest))] as const;
  });
  const { [part]: _, ...answers } = draft.answers;
  return { ...draft, answers, typed: { ...draft.typed, [part]: Object.fromEntries(kept) } };
}

/** What is entered in a part; of a sensitive report what was entered there before, if the fields were left empty. */
export function enteredIn(part: FilledPart, sent: SentStep): TypedFields {
  const typed = typedIn(part, sent);
  return (isSensitive(sent) && isEmpty(typed) ? sent.draft.typed?.[part] : undefined) ?? typed;
}

/** Whether a part of a sensitive report was answered before, and nothing was entered there now. */
export function staysHidden(part: FilledPart, sent: SentStep): boolean {
  return sent.draft.answers[part] !== undefined && isSensitive(sent) && isEmpty(enteredIn(part, sent));
}

/** The draft once a part was answered. */
export function withoutTyped({ typed, ...draft }: Draft, part: FilledPart): Draft {
  const { [part]: _, ...others } = typed ?? {};
  return Object.keys(others).length === 0 ? draft : { ...draft, typed: others };
}

/** All that the fields of a step hold. */
export function typedOn(step: Step, sent: Omit<SentStep, 'draft'>): TypedFields {
  return Object.assign({}, ...PARTS_OF[step].map((part) => typedIn(part, sent))) as TypedFields;
}

function typedIn(part: FilledPart, { category, fields }: Omit<SentStep, 'draft'>): TypedFields {
  const names = {
    place: Object.values(PLACE_FIELDS),
    details: [...(category?.attributes ?? []).map(attributeField), DESCRIPTION, ...WHEN_FIELDS],
    contact: Object.values(CONTACT_FIELDS),
  };
  return Object.fromEntries(names[part].map((name) => [name, fields(name)]));
}

function isSensitive({ category }: Pick<SentStep, 'category'>): boolean {
  return category?.isSensitive === true;
}

function isEmpty(fields: TypedFields): boolean {
  return Object.values(fields).every((values) => values.every((value) => value.trim() === ''));
}
