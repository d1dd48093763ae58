import { ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';

const WORDS: ReadonlyMap<ResponderKind, string> = new Map([
  [ResponderKind.UNSPECIFIED, 'the first'],
  [ResponderKind.POLICE, 'police'],
  [ResponderKind.RESCUE, 'rescue'],
  [ResponderKind.AMBULANCE, 'ambulance'],
  [ResponderKind.AIR_MEDICAL, 'air medical'],
  [ResponderKind.GAS, 'gas'],
  [ResponderKind.MUNICIPALITY, 'municipality'],
  [ResponderKind.EDUCATION_SAFETY, 'education safety'],
]);

export function wordOfResponder(kind: ResponderKind): string {
  return WORDS.get(kind) ?? String(kind);
}
