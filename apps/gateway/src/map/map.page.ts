import { html, raw } from 'hono/html';
import { BackendError, remembered } from '../backend/module.ts';
import { controlOfOblast, type Control, type ReadControl } from '../control/module.ts';
import { allPlaces, findOblast } from '../places/module.ts';
import { formatOf, linkTo, problemPage, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';
import { mapPath, ORDERS, titleOf, type MapChoice, type MapView } from './choice.page.ts';
import { chooser } from './chooser.page.ts';
import { drawing } from './drawing.page.ts';
import { partsOf, placeTable } from './place-table.page.ts';
import type { MeasuredMap, ReadMap } from './map.client.ts';
import { mapTexts } from './map.texts.ts';
import { boundsOf, levelOf, MAP_MEASURES, type MapMeasure } from './measure.ts';
import { planOf, WIDTHS, type Plan } from './plans.ts';

/** As long as the figures. The drawing of the country is some hundred kilobytes; there are 12 of it, and 240 small ones. */
const FRESH_MS = 60_000;
const MOST = { country: 12, oblast: 100 } as const;

/** A choropleth and the table that is its control: everything on the map can be read and reached there. */
export function mapPage(readMap: ReadMap, readControl: ReadControl): Page<Escaped> {
  const render = (most: number) =>
    remembered(async (key) => drawing(await viewOf(choiceOf(key), readMap, readControl)), {
      freshMs: FRESH_MS,
      staleMs: 0,
      most,
    });
  const [ofCountry, ofOblast] = [render(MOST.country), render(MOST.oblast)];
  return {
    path: '/map',
    async read({ language, query }) {
      const measure = MAP_MEASURES.find((each) => each === (query('measure') || 'coverage'));
      const order = ORDERS.find((each) => each === (query('sort') || 'name'));
      const oblast = query('oblast') === '' ? undefined : findOblast(query('oblast'), language);
      const isUnknown = query('oblast') !== '' && oblast === undefined;
      const part = /^[1-9]\d?$/.test(query('part') || '1') ? Number(query('part') || '1') : undefined;
      if (measure === undefined || order === undefined || isUnknown || part === undefined) {
        return problemPage(language, '/map', 'invalid');
      }
      const choice = { language, measure, oblast: levelOf(measure) === 'oblast' ? undefined : oblast, order, part };
      const view = await viewOf(choice, readMap, readControl);
      if (part > partsOf(view)) return problemPage(language, '/map', 'invalid');
      const drawn = await (choice.oblast === undefined ? ofCountry : ofOblast)(keyOf(choice));
      return { title: titleOf(choice), body: await bodyOf(view, drawn), here: mapPath(choice) };
    },
  };
}

/** The drawing is the same in each order and part of the table. */
function keyOf({ language, measure, oblast }: MapChoice): string {
  return [language, measure, oblast?.code ?? ''].join(' ');
}

function choiceOf(key: string): MapChoice {
  const [language, measure, code] = key.split(' ') as [Language, MapMeasure, string];
  return { language, measure, oblast: findOblast(code, language), order: 'name', part: 1 };
}

async function viewOf(choice: MapChoice, readMap: ReadMap, readControl: ReadControl): Promise<MapView> {
  const { measure, oblast } = choice;
  const [measured, control] = await Promise.all([readMap(measure), readControl()]);
  const plan = planOf(levelOf(measure), oblast?.code, WIDTHS.large);
  return { ...choice, ...measured, ...lookOf(measure, plan, measured, control), plan, id: 'map' };
}

/** How the places of a map look. */
function lookOf(measure: MapMeasure, { codes }: Plan, { figures }: MeasuredMap, control: Control) {
  const controlOf = (code: string) =>
    controlOfOblast(control, code, levelOf(measure) === 'oblast' ? insideOf(code) : []);
  const values = codes.flatMap((code) => {
    const value = controlOf(code)?.status === 'occupied' ? undefined : figures.get(code)?.value;
    return value === undefined ? [] : [value];
  });
  return { bounds: boundsOf(values), controlOf };
}

function insideOf(oblastCode: string): string[] {
  return allPlaces('uk').flatMap((place) => (place.oblastCode === oblastCode && !place.isCity ? place.code : []));
}

async function bodyOf(view: MapView, drawn: Escaped): Promise<Escaped> {
  const { language, measure, period, today, leftOut, plan, controlOf } = view;
  const texts = mapTexts(language);
  const { hromada } = textsOf(language);
  const { day } = formatOf(language);
  const { definition, source } = texts.measures[measure];
  const isAtFront = plan.codes.some((code) => controlOf(code)?.status === 'frontline');
  return html`${chooser(view)}
    <p>${definition}</p>
    <p>${period === undefined ? texts.asOf(day(today)) : hromada.period(day(period.from), day(period.to))}</p>
    <p>${texts.source}: ${source}</p>
    ${levelOf(measure) === 'oblast' ? html`<p>${texts.byOblast}</p>` : ''} ${drawn}
    <p class="small">${texts.classes}</p>
    ${isAtFront ? html`<p class="note">${texts.front}</p>` : ''} ${placeTable(view)}
    ${leftOut === undefined ? '' : html`<p class="small">${leftOut[language]}</p>`}`;
}

/** The share of hromadas with an officer, by oblast, small enough for the front page; undefined while it is unavailable. */
export function smallMap(
  readMap: ReadMap,
  readControl: ReadControl,
): (language: Language) => Promise<Escaped | undefined> {
  const measure = 'hromadas';
  const render = remembered(
    async (key) => {
      const language = key as Language;
      const [measured, control] = await Promise.all([readMap(measure), readControl()]);
      const plan = planOf('oblast', undefined, WIDTHS.small);
      const choice = { language, measure, oblast: undefined, order: 'name', part: 1 } as const;
      const view = { ...choice, ...measured, ...lookOf(measure, plan, measured, control), plan, id: 'oblasts' };
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
