import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';

interface StateName {
  readonly word: string;
  readonly en: string;
  readonly uk: string;
}

const NAMES: ReadonlyMap<IncidentState, StateName> = new Map([
  [IncidentState.RECEIVED, { word: 'received', en: 'received', uk: 'прийнято' }],
  [IncidentState.TRIAGED, { word: 'triaged', en: 'triaged', uk: 'розглянуто' }],
  [IncidentState.DISPATCHED, { word: 'dispatched', en: 'dispatched', uk: 'сили направлено' }],
  [IncidentState.EN_ROUTE, { word: 'en-route', en: 'en route', uk: 'прямують на місце' }],
  [IncidentState.ON_SCENE, { word: 'on-scene', en: 'on scene', uk: 'на місці' }],
  [IncidentState.RESOLVED, { word: 'resolved', en: 'resolved', uk: 'вирішено' }],
  [IncidentState.CLOSED, { word: 'closed', en: 'closed', uk: 'закрито' }],
  [IncidentState.REJECTED, { word: 'rejected', en: 'rejected', uk: 'відхилено' }],
  [IncidentState.DUPLICATE, { word: 'duplicate', en: 'duplicate', uk: 'дублікат' }],
  [IncidentState.REOPENED, { word: 'reopened', en: 'reopened', uk: 'відкрито повторно' }],
]);

/** The accepted words, in the order of the lifecycle. */
export const STATE_WORDS: readonly string[] = [...NAMES.values()].map(({ word }) => word);

export function nameOfState(state: IncidentState): StateName {
  return NAMES.get(state) ?? { word: String(state), en: `state ${state}`, uk: `стан ${state}` };
}

/** Parses a state; accepts "_" for "-". */
export function stateOf(word: string): IncidentState | undefined {
  const wanted = word.trim().toLowerCase().replaceAll('_', '-');
  return [...NAMES].find(([, name]) => name.word === wanted)?.[0];
}
