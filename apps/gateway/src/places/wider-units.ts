import { foldName, spellings } from '@safe-community/territory';

/** What is wider than a settlement. */
export type WiderUnit = 'oblast' | 'raion' | 'hromada';

const WORDS: Readonly<Record<WiderUnit, RegExp>> = {
  oblast: /(?:^|\s)(?:область|обл\.?|oblast|region)(?=\s|$)/iu,
  raion: /(?:^|\s)(?:район|р-н|raion|district)(?=\s|$)/iu,
  hromada: /(?:^|\s)(?:територіальна громада|громада|отг|тг|hromada)(?=\s|$)/iu,
};

const UNITS = ['oblast', 'raion', 'hromada'] as const;

/** The unit that a part of an address says it is: "Вінницький район". */
export function unitNamed(part: string): WiderUnit | undefined {
  return UNITS.find((unit) => WORDS[unit].test(part));
}

/** "Вінницький район" → "Вінницький" */
export function withoutUnitWords(part: string): string {
  return UNITS.reduce((text, unit) => text.replace(WORDS[unit], ''), part);
}

/** Whether a name, in Ukrainian or Latin letters, begins with what a person typed. */
export function beginsWith(name: string, typed: string): boolean {
  const start = foldName(typed);
  return spellings(name).some((spelling) => spelling.startsWith(start));
}

/** Whether a part of an address contains a name, in Ukrainian or Latin letters. */
export function containsName(part: string, name: string): boolean {
  const folded = foldName(part);
  return spellings(name).some((spelling) => folded.includes(spelling));
}
