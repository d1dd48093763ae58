import { formatOf, type Language } from '../site/module.ts';
import { mapTexts } from './map.texts.ts';
import { rangeOf, type ClassBounds, type MapMeasure } from './measure.ts';

/** "понад 25 і до 50 %" */
export function rangeText(
  {
    language,
    measure,
    bounds,
  }: { readonly language: Language; readonly measure: MapMeasure; readonly bounds: ClassBounds },
  index: number,
): string {
  const texts = mapTexts(language);
  const { fine } = formatOf(language);
  const { above, to } = rangeOf(index, bounds);
  return `${rangeOfNumbers()}${texts.measures[measure].unit}`;

  function rangeOfNumbers(): string {
    if (above === undefined) return to === 0 || to === undefined ? '0' : texts.upTo(fine(to));
    return to === undefined ? texts.above(fine(above)) : texts.between(fine(above), fine(to));
  }
}
