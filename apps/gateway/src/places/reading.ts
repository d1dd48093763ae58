import { unitNamed } from './wider-units.ts';

/** A name that somebody may have typed, and the units that it should lie in. */
export interface Reading {
  readonly name: string;
  readonly within: readonly string[];
}

/** Only such words are units without a comma before them: "Іванівка Нова" is one name. */
const ADJECTIVE = /(?:[сцз]ь?к(?:а|ая|ий|ій|ой)|s'?k(?:a|aya|aia|yi|yy|y|iy|ii|ij))$/iu;
/** "Сумська область Миколаївка" */
const UNIT_FIRST = /^(\S+\s(?:область|обл\.?|район|р-н\.?))\s+(.+)$/iu;

/**
 * How a text can be read, the likeliest first: "Миколаївка, Сумська" and "Сумська обл., Миколаївка" by their commas,
 * "Миколаївка Сумська" and "Сумська область Миколаївка" by their words.
 */
export function readingsOf(text: string): readonly Reading[] {
  const parts = text
    .split(',')
    .map((each) => each.trim())
    .filter((each, index) => each !== '' || index === 0);
  const [name = '', ...within] = parts;
  const readings: Reading[] = [{ name, within }];
  const other = parts.find((each) => unitNamed(each) === undefined);
  if (unitNamed(name) !== undefined && other !== undefined) {
    readings.push({ name: other, within: parts.filter((each) => each !== other) });
  }
  const [, unit, rest] = UNIT_FIRST.exec(name) ?? [];
  if (unit !== undefined && rest !== undefined) readings.push({ name: rest, within: [unit, ...within] });
  const words = name.split(/\s+/u);
  // "Сумська область" are two words of one unit.
  const count = unitNamed(words.at(-1) ?? '') === undefined ? 1 : 2;
  const [before, last] = [words.slice(0, -count), words.slice(-count)];
  if (before.length > 0 && (count === 2 || ADJECTIVE.test(last.join('')))) {
    readings.push({ name: before.join(' '), within: [last.join(' '), ...within] });
  }
  return readings;
}
