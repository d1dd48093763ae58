import { hromadas } from '../hromadas.ts';
import { specialCities } from '../special-cities.ts';
import { outlines, type Outline } from './outlines.ts';

/** What a map is cut into. */
export type OutlineLevel = 'oblast' | 'raion' | 'hromada';

/** How far borders are moved: a map of the country is drawn smaller than one of an oblast, and that than one of a hromada. */
const TOLERANCE_METRES = { country: 1_000, part: 400, hromada: 100 } as const;

const kept = new Map<string, readonly Outline[]>();

/**
 * The outlines of all units of a level, or of those in an oblast or raion, by code. AR Crimea is one unit on every level: the
 * borders have no hromadas of it. The first map of a kind takes some tenths of a second; it is kept.
 *
 * @param withinCode of an oblast, a raion, or a hromada; undefined for the country.
 */
export function outlinesOf(level: OutlineLevel, withinCode: string | undefined): readonly Outline[] {
  const key = `${level} ${withinCode ?? ''}`;
  const outlined = kept.get(key) ?? draw(level, withinCode);
  kept.set(key, outlined);
  return outlined;
}

function draw(level: OutlineLevel, withinCode: string | undefined): readonly Outline[] {
  const units = new Map([...hromadas(), ...specialCities()].map((unit) => [unit.code, unit]));
  return outlines({
    unitOf: (code) => {
      const { oblastCode, raionCode } = units.get(code) ?? { oblastCode: code, raionCode: code };
      if (withinCode !== undefined && ![oblastCode, raionCode, code].includes(withinCode)) return undefined;
      return { oblast: oblastCode, raion: raionCode, hromada: code }[level];
    },
    toleranceMetres:
      TOLERANCE_METRES[withinCode === undefined ? 'country' : units.has(withinCode) ? 'hromada' : 'part'],
  });
}
