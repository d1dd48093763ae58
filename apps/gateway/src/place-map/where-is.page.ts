import { kilometres } from '@safe-community/domain-kit';
import { placedSettlements } from '@safe-community/territory';
import { findAnyPlace, settlementName, type Point } from '../places/module.ts';
import { formatOf, type Language } from '../site/module.ts';

const DIRECTIONS = {
  uk: ['північ', 'північний схід', 'схід', 'південний схід', 'південь', 'південний захід', 'захід', 'північний захід'],
  en: ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'],
} as const satisfies Record<Language, readonly string[]>;

const WORDS = {
  uk: {
    near: (name: string) => `біля середини: ${name}`,
    far: (length: string, direction: string, name: string) => `близько ${length} на ${direction} від середини: ${name}`,
  },
  en: {
    near: (name: string) => `near the middle of ${name}`,
    far: (length: string, direction: string, name: string) =>
      `about ${length} to the ${direction} of the middle of ${name}`,
  },
} as const;

/** Points of settlements are known to half a kilometre. */
const STEP_KM = 0.5;

/**
 * Where a point lies, from the nearest settlement of its hromada whose point is known: "близько 1,5 км на північний схід від
 * середини: село Якушинці". Undefined if none is known.
 */
export function whereIs(point: Point, hromadaCode: string, language: Language): string | undefined {
  const [nearest] = placedSettlements(hromadaCode)
    .map(({ settlement, point: middle }) => ({ code: settlement.code, middle, far: kilometres(middle, point) }))
    .toSorted((a, b) => a.far - b.far);
  const place = findAnyPlace(nearest?.code ?? '', language)?.settlement;
  if (nearest === undefined || place === undefined) return undefined;
  const name = settlementName(place, language);
  const rounded = Math.round(nearest.far / STEP_KM) * STEP_KM;
  if (rounded === 0) return WORDS[language].near(name);
  const direction = DIRECTIONS[language][directionOf(nearest.middle, point)] ?? '';
  const length = `${formatOf(language).decimal(rounded)}\u00A0${language === 'uk' ? 'км' : 'km'}`;
  return WORDS[language].far(length, direction, name);
}

/** From 0, the north, clockwise in eighths. */
function directionOf(from: Point, to: Point): number {
  const east = (to.longitude - from.longitude) * Math.cos((from.latitude * Math.PI) / 180);
  const eighths = (Math.atan2(east, to.latitude - from.latitude) / Math.PI) * 4;
  return (Math.round(eighths) + 8) % 8;
}
