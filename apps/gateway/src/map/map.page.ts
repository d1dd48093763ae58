import { html, raw } from 'hono/html';
import { BackendError, remembered } from '../backend/module.ts';
import { findOblast } from '../places/module.ts';
import { formatOf, linkTo, problemPage, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import { mapPath, ORDERS, titleOf, type MapChoice } from './choice.page.ts';
import { chooser } from './chooser.page.ts';
import { drawing } from './drawing.page.ts';
import { placeTable } from './place-table.page.ts';
import type { ReadMap } from './map.client.ts';
import { mapTexts } from './map.texts.ts';
import { boundsOf, levelOf, MAP_MEASURES, type MapMeasure } from './measure.ts';
import { planOf, WIDTHS } from './plans.ts';

/** As long as the figures. The map of the country is some hundred kilobytes; there are 20 of it, and 540 small ones. */
const FRESH_MS = 60_000;
const MOST = { country: 20, oblast: 100 } as const;

/** A choropleth and the table that is its control: everything on the map can be read and reached there. */
export function mapPage(readMap: ReadMap): Page<Escaped> {
  const render = (most: number) =>
    remembered((key) => bodyOf(choiceOf(key), readMap), { freshMs: FRESH_MS, staleMs: 0, most });
  const [ofCountry, ofOblast] = [render(MOST.country), render(MOST.oblast)];
  return {
    path: '/map',
    async read({ language, query }) {
      const measure = MAP_MEASURES.find((each) => each === (query('measure') || 'coverage'));
      const order = ORDERS.find((each) => each === (query('sort') || 'name'));
      const oblast = query('oblast') === '' ? undefined : findOblast(query('oblast'), language);
      const isUnknown = query('oblast') !== '' && oblast === undefined;
      if (measure === undefined || order === undefined || isUnknown) return problemPage(language, '/map', 'invalid');
      const choice = { language, measure, oblast: levelOf(measure) === 'oblast' ? undefined : oblast, order };
      const body = await (choice.oblast === undefined ? ofCountry : ofOblast)(keyOf(choice));
      return { title: titleOf(choice), body, here: mapPath(choice) };
    },
  };
}

function keyOf({ language, measure, oblast, order }: MapChoice): string {
  return [language, measure, oblast?.code ?? '', order].join(' ');
}

function choiceOf(key: string): MapChoice {
  const [language, measure, code, order] = key.split(' ') as [Language, MapMeasure, string, MapChoice['order']];
  return { language, measure, oblast: findOblast(code, language), order };
}

async function bodyOf(choice: MapChoice, readMap: ReadMap): Promise<Escaped> {
  const { language, measure, oblast } = choice;
  const measured = await readMap(measure);
  const plan = planOf(levelOf(measure), oblast?.code, WIDTHS.large);
  const view = { ...choice, ...measured, bounds: boundsOf(measure, measured.figures), plan, id: 'map' };
  const texts = mapTexts(language);
  const { hromada } = textsOf(language);
  const { day } = formatOf(language);
  const { definition, source } = texts.measures[measure];
  const { period, leftOut } = measured;
  return html`${chooser(choice)}
    <p>${definition}</p>
    <p>${period === undefined ? texts.now : hromada.period(day(period.from), day(period.to))}</p>
    <p>${texts.source}: ${source}</p>
    ${levelOf(measure) === 'oblast' ? html`<p>${texts.byOblast}</p>` : ''} ${drawing(view)} ${placeTable(view)}
    ${leftOut === undefined ? '' : html`<p class="small">${leftOut[language]}</p>`}`;
}

/** The share of hromadas with an officer, by oblast, small enough for the front page; undefined while it is unavailable. */
export function smallMap(readMap: ReadMap): (language: Language) => Promise<Escaped | undefined> {
  const measure = 'hromadas';
  const render = remembered(
    async (key) => {
      const language = key as Language;
      const measured = await readMap(measure);
      const plan = planOf('oblast', undefined, WIDTHS.small);
      const choice = { language, measure, oblast: undefined, order: 'name' } as const;
      const view = { ...choice, ...measured, bounds: boundsOf(measure, measured.figures), plan, id: 'oblasts' };
      return String(
        await html`${drawing(view)}
          <p>${linkTo(language, mapPath(choice), mapTexts(language).asTable)}</p>`,
      );
    },
    { freshMs: FRESH_MS, staleMs: 0, most: 2 },
  );
  return async (language) => {
    try {
      return raw(await render(language));
    } catch (error) {
      // The numbers to phone and the search beside it work without any service.
      if (error instanceof BackendError) return undefined;
      throw error;
    }
  };
}
