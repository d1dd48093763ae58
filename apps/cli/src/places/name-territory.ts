import { COUNTRY, findHromada, findOblast } from '@safe-community/territory';
import { say } from '../terminal/language.ts';

/** The code if there is no name in the built-in table. */
export function nameOfTerritory(code: string): string {
  if (code === COUNTRY) return say({ uk: 'Україна', en: 'Ukraine' });
  const hromada = findHromada(code);
  if (hromada !== undefined) return `${hromada.name} (${code})`;
  const oblast = findOblast(code);
  return oblast === undefined ? code : say({ uk: `${oblast.name} область`, en: `${oblast.name} oblast` });
}
