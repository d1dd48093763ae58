import type { OblastNames } from '../places/module.ts';
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
}

/** A map and everything that is needed to read it. */
export interface MapView extends MapChoice, MeasuredMap {
  readonly bounds: ClassBounds;
  readonly plan: Plan;
  /** Begins the ids of the drawing. */
  readonly id: string;
}

/** The address of a map; what is usual is left out. */
export function mapPath({ measure, oblast, order }: Omit<MapChoice, 'language'>): string {
  return pathWith('/map', { measure, oblast: oblast?.code, sort: order === 'name' ? undefined : order });
}

/** "Охоплення офіцерами громад: Вінницька область" */
export function titleOf({ language, measure, oblast }: MapChoice): string {
  const texts = mapTexts(language);
  return texts.heading(texts.measures[measure].name, oblast?.title ?? texts.countryInTitle);
}
