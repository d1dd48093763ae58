import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';

/** How a kind or state of officers is typed and displayed. */
export interface OfficerWord {
  readonly word: string;
  readonly en: string;
  readonly uk: string;
}

const STATES: ReadonlyMap<OfficerState, OfficerWord> = new Map([
  [OfficerState.CANDIDATE, { word: 'candidate', en: 'candidate', uk: 'кандидат' }],
  [OfficerState.SELECTION, { word: 'selection', en: 'in selection', uk: 'відбір' }],
  [OfficerState.TRAINING, { word: 'training', en: 'in training', uk: 'навчання' }],
  [OfficerState.ACTIVE, { word: 'active', en: 'active', uk: 'на службі' }],
  [OfficerState.ON_LEAVE, { word: 'on-leave', en: 'on leave', uk: 'у відпустці' }],
  [OfficerState.SUSPENDED, { word: 'suspended', en: 'suspended', uk: 'відсторонено' }],
  [OfficerState.DISMISSED, { word: 'dismissed', en: 'dismissed', uk: 'звільнено' }],
]);

const KINDS: ReadonlyMap<OfficerKind, OfficerWord> = new Map([
  [OfficerKind.COMMUNITY, { word: 'community', en: 'community officer', uk: 'поліцейський офіцер громади' }],
  [OfficerKind.PATROL, { word: 'patrol', en: 'patrol officer', uk: 'патрульний' }],
  [OfficerKind.DISTRICT, { word: 'district', en: 'district officer', uk: 'дільничний офіцер поліції' }],
]);

export const OFFICER_STATE_WORDS: readonly string[] = [...STATES.values()].map(({ word }) => word);
export const OFFICER_KIND_WORDS: readonly string[] = [...KINDS.values()].map(({ word }) => word);

export function nameOfOfficerState(state: OfficerState): OfficerWord {
  return STATES.get(state) ?? { word: String(state), en: `state ${state}`, uk: `стан ${state}` };
}

export function nameOfOfficerKind(kind: OfficerKind): OfficerWord {
  return KINDS.get(kind) ?? { word: String(kind), en: `kind ${kind}`, uk: `вид ${kind}` };
}

/** Parses a state; accepts "_" for "-". */
export function officerStateOf(text: string): OfficerState | undefined {
  return keyOf(STATES, text);
}

/** Parses a kind. */
export function officerKindOf(text: string): OfficerKind | undefined {
  return keyOf(KINDS, text);
}

function keyOf<Key>(words: ReadonlyMap<Key, OfficerWord>, text: string): Key | undefined {
  const wanted = text.trim().toLowerCase().replaceAll('_', '-');
  return [...words].find(([, { word }]) => word === wanted)?.[0];
}
