import { publicCell } from '@safe-community/territory';
import { html } from 'hono/html';
import { controlIfKnown, controlSuffix, type Control, type ReadControl } from '../control/module.ts';
import { hereField, plainText, problemSummary, sendingTexts, type FieldProblem, type Part } from '../forms/module.ts';
import {
  hromadaName,
  longPlaceName,
  placesMeant,
  readPoint,
  settlementName,
  whyNowhere,
  writePoint,
  type FoundPlace,
  type Point,
} from '../places/module.ts';
import { pathIn, type Escaped, type Language, type Page, type PageContent } from '../site/module.ts';
import { AROUND_TEXTS } from './around.texts.ts';
import { feedPath } from './reports-here.page.ts';

const PATH = '/around';
const FIELD = 'place';
const MAX_SEARCH_LENGTH = 200;
/** More than people read. */
const MAX_PLACES = 20;

/** Feeds of what is reported near a place. It comes in a form, because a point may be somebody's home. */
export function aroundPage(readControl: ReadControl): Page<Escaped> {
  return {
    path: PATH,
    read: ({ language }) => page(language, { search: '' }),
    async submit({ language, field }) {
      const texts = AROUND_TEXTS[language];
      const search = plainText(field(FIELD)).slice(0, MAX_SEARCH_LENGTH);
      const found = search === '' ? [] : placesMeant(search, language);
      if (found.length > 0) return page(language, { search, found, control: await controlIfKnown(readControl)() });
      const why = search === '' ? 'needed' : whyNowhere(search);
      return page(language, { search, problem: { field: FIELD, text: texts[why] } });
    },
  };
}

/** The address of the feed of what is reported near a point: it has the cell of the point and no more. */
export function aroundPath(hromadaCode: string, language: Language, point: Point): string {
  return `${feedPath(hromadaCode, language)}/${writeCell(publicCell(point))}`;
}

/** The cell in an address; undefined for a point that is not the middle of one. */
export function readCell(text: string): Point | undefined {
  const point = readPoint(text);
  return point !== undefined && writeCell(publicCell(point)) === text ? publicCell(point) : undefined;
}

function writeCell(cell: Point): string {
  return writePoint(cell).replace(' ', '');
}

interface Shown {
  readonly search: string;
  readonly found?: readonly FoundPlace[];
  /** Undefined while the registry is away. */
  readonly control?: Control | undefined;
  readonly problem?: FieldProblem;
}

function page(language: Language, { search, found = [], control, problem }: Shown): PageContent<Escaped> {
  const texts = AROUND_TEXTS[language];
  const field = { name: FIELD, label: texts.label, hint: texts.hint, value: search, problem };
  const body = html`${problem === undefined ? '' : problemSummary(language, [problem])}
    ${
      found.length === 0
        ? ''
        : html`<h2>${found[0]?.guess === undefined ? texts.result : texts.noExact}</h2>
            <p>${texts.howTo}</p>
            ${found.slice(0, MAX_PLACES).map((place) => feedsOf(place, control, readPoint(search), language))}`
    }
    <p>${texts.intro}</p>
    <form method="post" action="${pathIn(language, PATH)}" novalidate ${sendingTexts(language)}>
      ${hereField(language, field)}
      <p><button type="submit">${texts.search}</button></p>
    </form>`;
  const shared = { title: texts.title, body, here: PATH, isPersonal: search !== '' };
  return problem === undefined ? shared : { ...shared, status: 400, isInvalid: true };
}

function feedsOf(place: FoundPlace, control: Control | undefined, point: Point | undefined, language: Language): Part {
  const texts = AROUND_TEXTS[language];
  const { hromada, settlement, code } = place;
  const link = (path: string, text: string) => html`<li><a href="${path}">${text}</a></li>`;
  return html`<h3>${longPlaceName(place, language)}${controlSuffix(control?.get(hromada.code), language)}</h3>
    <ul>
      ${point === undefined ? '' : link(aroundPath(hromada.code, language, point), texts.around)}
      ${settlement === undefined ? '' : link(feedPath(code, language), texts.settlement(settlementName(settlement, language)))}
      ${link(feedPath(hromada.code, language), texts.hromada(hromadaName(hromada, language)))}
    </ul>
    ${point === undefined ? '' : html`<p class="small">${texts.aroundHint}</p>`}`;
}
