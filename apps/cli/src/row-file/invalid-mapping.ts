import { escapeHidden, type Violation } from '@safe-community/domain-kit';
import { Problem } from '../terminal/problem.ts';
import { listed } from '../terminal/language.ts';

/** All errors of a mapping file, by key. */
export function invalidMapping(file: string, violations: readonly Violation[]): Problem {
  const lines = violations.map(({ field, rule }) => escapeHidden(`${field} ${rule}`));
  return new Problem(
    listed({ uk: `${file} не є правильним файлом відповідності:`, en: `${file} is not a valid mapping:` }, lines),
  );
}
