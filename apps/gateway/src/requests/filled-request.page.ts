import { plainText, type FieldProblem } from '../forms/module.ts';
import { placesMeant, whyNowhere, type FoundPlace } from '../places/module.ts';
import type { Language } from '../site/module.ts';
import { readEventTime } from './event-time.ts';
import { FIELDS, readWords, type NewRequest, type Typed } from './request.ts';
import { REQUEST_TEXTS } from './requests.texts.ts';

const MAX_SEARCH_LENGTH = 200;

/** The request that a form says, or everything that has to be corrected, in the order of the fields. */
export function readRequest(
  typed: Typed,
  language: Language,
  now: Date,
): NewRequest | { readonly problems: readonly FieldProblem[] } {
  const { rules } = REQUEST_TEXTS[language];
  const field = (name: keyof Typed): string => plainText(typed[name] ?? '');
  const place = chosenPlace(typed, language);
  const time = readEventTime(field, now);
  const { text, requester, problems: ofWords } = readWords(field);
  const found = [...('problems' in time ? time.problems : []), ...ofWords];
  const problems = found.map((each): FieldProblem => ({ field: each.field, text: rules[each.rule] }));
  if ('text' in place) return { problems: [place, ...problems] };
  if (problems.length > 0 || 'problems' in time) return { problems };
  return { hromadaCode: place.hromada.code, ...time, text, requester };
}

/** The places among which the visitor has to choose; none if the name is that of one place, or of none. */
export function placeChoice(typed: Typed, language: Language): readonly FoundPlace[] {
  const search = searchOf(typed);
  if (search === '') return [];
  const found = placesMeant(search, language);
  return found.length === 1 && found[0]?.guess === undefined ? [] : found;
}

function chosenPlace(typed: Typed, language: Language): FoundPlace | FieldProblem {
  const texts = REQUEST_TEXTS[language].place;
  const search = searchOf(typed);
  if (search === '') return { field: FIELDS.place, text: texts.needed };
  const found = placesMeant(search, language);
  const [only, second] = found;
  if (only === undefined) return { field: FIELDS.place, text: texts[whyNowhere(search)] };
  if (second === undefined && only.guess === undefined) return only;
  return found.find(({ code }) => code === typed.code) ?? { field: FIELDS.code, text: texts.choose };
}

function searchOf(typed: Typed): string {
  return plainText(typed.q ?? '').slice(0, MAX_SEARCH_LENGTH);
}
