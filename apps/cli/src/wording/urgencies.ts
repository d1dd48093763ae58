import { Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';

const WORDS: ReadonlyMap<Urgency, string> = new Map([
  [Urgency.IMMEDIATE, 'immediate'],
  [Urgency.HIGH, 'high'],
  [Urgency.NORMAL, 'normal'],
  [Urgency.LOW, 'low'],
]);

export function wordOfUrgency(urgency: Urgency): string {
  return WORDS.get(urgency) ?? '';
}
