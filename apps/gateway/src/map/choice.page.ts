import type { OblastNames } from '../places/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { pathWith, type Language } from '../site/module.ts';
import type { MeasuredMap } from './map.client.ts';
import { mapTexts } from './map.texts.ts';
import type { ClassBounds, MapMeasure } from './measure.ts';
import type { Plan } from './plans.ts';

export const ORDERS = ['name', 'value'] as const;

/** What a visitor chose. */
export interface MapChoice {
  readonly language: Language;
  readonly measure: MapMeasure;
  /** Undefined: the country. */
  readonly oblast: OblastNames | undefined;
  readonly order: (typeof ORDERS)[number];
  /** From 1: of the table. */
  readonly part: number;
}

/** A map and everything that is needed to read it. */
export interface MapView extends MapChoice, MeasuredMap {
  /** By the codes of the places that are drawn. */
  readonly controlOf: (code: string) => PlaceControl | undefined;
  readonly bounds: ClassBounds;
  readonly plan: Plan;
  /** Begins the ids of the drawing. */
  readonly id: string;
}

/** The address of a map; what is usual is left out. */
export function mapPath({ measure, oblast, order, part }: Omit<MapChoice, 'language'>): string {
  return pathWith('/map', {
    measure,
    oblast: oblast?.code,
    sort: order === 'name' ? undefined : order,
    part: part === 1 ? undefined : String(part),
  });
}

/** "Охоплення офіцерами громад: Вінницька область" */
export function titleOf({ language, measure, oblast }: Pick<MapChoice, 'language' | 'measure' | 'oblast'>): string {
  const texts = mapTexts(language);
  return texts.heading(texts.measures[measure].name, oblast?.title ?? texts.countryInTitle);
}
