import { html, raw } from 'hono/html';
import { writePoint, type Point } from '../places/module.ts';
import type { Language } from '../site/module.ts';
import { drawPlace, placeMapSource } from './place-map.page.ts';
import { whereIs } from './where-is.page.ts';

const TEXTS = {
  uk: {
    point: 'Точка на мапі',
    at: 'Точка',
    wrong: 'Якщо вона не там, поверніться й уточніть місце.',
    shown: 'Усі побачать лише клітину близько 110 на 110 м, у якій вона лежить.',
    hidden: 'Її побачать лише ті, хто опрацьовує повідомлення.',
  },
  en: {
    point: 'The point on the map',
    at: 'Point',
    wrong: 'If it is somewhere else, go back and correct the place.',
    shown: 'Everybody will see only the cell of about 110 m by 110 m that holds it.',
    hidden: 'Only those who deal with the report will see it.',
  },
} as const;

interface PointInHromada {
  readonly point: Point;
  readonly hromadaCode: string;
  /** Whether everybody sees its cell. */
  readonly isPublished: boolean;
}

/** A point in words and on the map of its hromada, so that somebody sees whether it is the one that they mean. */
export function pointFigure({ point, hromadaCode, isPublished }: PointInHromada, language: Language) {
  const texts = TEXTS[language];
  const words = [whereIs(point, hromadaCode, language), writePoint(point)].filter((each) => each !== undefined);
  const said = `${texts.at}: ${words.join('; ')}.`;
  const marked = [{ point, look: 'pin' }] as const;
  const drawn = drawPlace(hromadaCode, marked, { id: 'point', title: texts.point, description: said, language });
  return html`<p>${said} ${texts.wrong} ${isPublished ? texts.shown : texts.hidden}</p>
    ${
      drawn === undefined
        ? ''
        : html`<figure>
            ${raw(drawn.svg)}
            <figcaption class="small">${placeMapSource(language)}.</figcaption>
          </figure>`
    }`;
}
