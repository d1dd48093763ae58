import { html, raw } from 'hono/html';
import { writePoint, type Point } from '../places/module.ts';
import type { Language } from '../site/module.ts';
import { drawPlace, placeMapSource } from './place-map.ts';
import { whereIs } from './where-is.ts';

const TEXTS = {
  uk: { point: 'Точка на мапі', at: 'Точка', wrong: 'Якщо вона не там, поверніться й уточніть місце.' },
  en: { point: 'The point on the map', at: 'Point', wrong: 'If it is somewhere else, go back and correct the place.' },
} as const;

/** A point in words and on the map of its hromada, so that somebody sees whether it is the one that they mean. */
export function pointFigure(point: Point, hromadaCode: string, language: Language) {
  const texts = TEXTS[language];
  const words = [whereIs(point, hromadaCode, language), writePoint(point)].filter((each) => each !== undefined);
  const said = `${texts.at}: ${words.join('; ')}.`;
  const marked = [{ point, look: 'pin' }] as const;
  const drawn = drawPlace(hromadaCode, marked, { id: 'point', title: texts.point, description: said, language });
  return html`<p>${said} ${texts.wrong}</p>
    ${
      drawn === undefined
        ? ''
        : html`<figure>
            ${raw(drawn.svg)}
            <figcaption class="small">${placeMapSource(language)}.</figcaption>
          </figure>`
    }`;
}
