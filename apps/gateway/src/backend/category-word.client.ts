import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';

const WORDS = Object.entries(IncidentCategory).filter(([, number]) => number > 0);

/** "road_crash"; empty for a category that this version does not know. */
export function categoryWord(category: IncidentCategory): string {
  return WORDS.find(([, number]) => number === category)?.[0].toLowerCase() ?? '';
}

/** Unspecified for any other text. */
export function categoryOfWord(word: string): IncidentCategory {
  return WORDS.find(([name]) => name.toLowerCase() === word)?.[1] ?? IncidentCategory.UNSPECIFIED;
}
