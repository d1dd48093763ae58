import { renderPlaceMap, type DrawnPlaceMap, type Mark, type MarkLook } from '@safe-community/charts';
import {
  outlinesOf,
  placedSettlements,
  POINTS_ATTRIBUTION,
  POINTS_ATTRIBUTION_UK,
  transliterate,
} from '@safe-community/territory';
import { bordersSource, type Point } from '../places/module.ts';
import type { Language } from '../site/module.ts';

/** Something to mark on the map of a hromada. */
export interface MarkedPoint {
  readonly point: Point;
  readonly look: MarkLook;
}

interface Texts {
  /** Begins the ids of the drawing, unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language: Language;
}

/** The borders of a hromada with its larger settlements; undefined for one whose borders are not known. */
export function drawPlace(
  hromadaCode: string,
  marked: readonly MarkedPoint[],
  { id, language, title, description }: Texts,
): DrawnPlaceMap | undefined {
  const [outline] = outlinesOf('hromada', hromadaCode);
  if (outline === undefined) return undefined;
  const settlements = placedSettlements(hromadaCode).map(({ settlement: { name }, point }) => ({
    name: language === 'uk' ? name : transliterate(name),
    at: positionOf(point),
  }));
  const marks = marked.map(({ point, look }): Mark => ({ at: positionOf(point), look }));
  return renderPlaceMap({ title, description, rings: outline.rings, settlements, marks }, { language, id });
}

/** To show beside the map. */
export function placeMapSource(language: Language): string {
  return `${bordersSource(language)}. ${language === 'uk' ? POINTS_ATTRIBUTION_UK : POINTS_ATTRIBUTION}`;
}

function positionOf({ latitude, longitude }: Point): Mark['at'] {
  return [longitude, latitude];
}
