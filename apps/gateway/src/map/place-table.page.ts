import { html } from 'hono/html';
import { controlSuffix, controlWords } from '../control/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { allOblasts, allPlaces } from '../places/module.ts';
import { ariaSort, formatOf, linkTo, sortLinks } from '../site/module.ts';
import { mapPath, ORDERS, type MapView } from './choice.page.ts';
import { mapTexts } from './map.texts.ts';
import { levelOf, type MapFigure } from './measure.ts';

interface Row {
  readonly name: string;
  readonly path: string;
  /** Only on the map of the country, where names repeat. */
  readonly oblast: string | undefined;
  /** Undefined: not known. */
  readonly figure: MapFigure | undefined;
  readonly control: PlaceControl | undefined;
}

/** All places of the map, each with its figure and a link to it: what the map shows, for everyone. */
export function placeTable(view: MapView) {
  const { language, measure, oblast, order } = view;
  const texts = mapTexts(language);
  const isOfOblasts = levelOf(measure) === 'oblast';
  const columns = {
    name: isOfOblasts ? texts.oblastColumn : texts.placeColumn,
    value: texts.measures[measure].name,
  };
  const hasOblast = !isOfOblasts && oblast === undefined;
  const all = sorted(rowsOf(view), view);
  const rows = all.slice((view.part - 1) * ROWS, view.part * ROWS);
  const links = sortLinks(
    language,
    ORDERS.map((name) => ({ name, text: name === 'name' ? texts.byName : texts.byValue })),
    order,
    (name) => mapPath({ ...view, order: name, part: 1 }),
  );
  return html`<h2>${texts.table(columns.value)}</h2>
    ${links}
    <table>
      <caption>
        ${texts.table(columns.value)}
      </caption>
      <thead>
        <tr>
          <th scope="col" ${ariaSort(order === 'name' ? 'ascending' : undefined)}>${columns.name}</th>
          ${hasOblast ? html`<th scope="col">${texts.oblastColumn}</th>` : ''}
          <th scope="col" ${ariaSort(order === 'value' ? 'descending' : undefined)}>${columns.value}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowOf(row, view))}
      </tbody>
    </table>
    ${partLinks(view)}`;
}

/** Of one part: on a phone, each row is a block, and those of the country would be a hundred screens. */
const ROWS = 100;

/** Into how many parts the table is divided. */
export function partsOf(view: MapView): number {
  return Math.max(1, Math.ceil(rowsOf(view).length / ROWS));
}

function partLinks(view: MapView) {
  const { language, part } = view;
  const [texts, parts] = [mapTexts(language), partsOf(view)];
  if (parts === 1) return '';
  const link = (to: number, text: string) =>
    to < 1 || to > parts ? '' : html`<li>${linkTo(language, mapPath({ ...view, part: to }), text)}</li>`;
  const { whole } = formatOf(language);
  return html`<nav aria-label="${texts.parts}">
    <p>${texts.part(whole(part), whole(parts))}</p>
    <ul class="sorting">
      ${link(part - 1, texts.previous)} ${link(part + 1, texts.next)}
    </ul>
  </nav>`;
}

function rowsOf({ language, measure, oblast, figures, controlOf }: MapView): Row[] {
  if (levelOf(measure) === 'oblast') {
    return allOblasts(language).map(({ code, title }) => ({
      name: title,
      path: `/map?oblast=${code}`,
      oblast: undefined,
      figure: figures.get(code),
      control: controlOf(code),
    }));
  }
  return allPlaces(language)
    .filter(({ oblastCode }) => oblast === undefined || oblastCode === oblast.code)
    .map(({ code, name, oblast: oblastName }) => ({
      name,
      path: `/h/${code}`,
      oblast: oblast === undefined ? oblastName : undefined,
      figure: figures.get(code),
      control: controlOf(code),
    }));
}

/** By value, the highest first. */
function sorted(rows: readonly Row[], { order }: MapView): readonly Row[] {
  if (order === 'name') return rows;
  const rank = ({ figure, control }: Row): number => (control?.status === 'occupied' ? -2 : (figure?.value ?? -1));
  return rows.toSorted((a, b) => rank(b) - rank(a));
}

function rowOf({ name, path, oblast, figure, control }: Row, view: MapView) {
  const { language, measure } = view;
  const texts = mapTexts(language);
  const oblastCell = oblast === undefined ? '' : html`<td data-label="${texts.oblastColumn}">${oblast}</td>`;
  return html`<tr>
    <th scope="row">${linkTo(language, path, name)}</th>
    ${oblastCell}
    <td class="number" data-label="${texts.measures[measure].name}">${cellText(figure, control, view)}</td>
  </tr>`;
}

/** Of an occupied place no figure, of one at the front the figure and the warning. */
function cellText(figure: MapFigure | undefined, control: PlaceControl | undefined, view: MapView): string {
  if (control?.status === 'occupied') return controlWords(control, view.language);
  const text = figureText(figure?.value, view);
  return `${figure?.isIncomplete === true ? incompleteText(text, view) : text}${controlSuffix(control, view.language)}`;
}

/** Only a count is a lower bound; a time or a share rests on a part of the cases. */
function incompleteText(text: string, { language, measure }: MapView): string {
  const { atLeast, incomplete } = mapTexts(language);
  return measure === 'incidents' ? atLeast(text) : `${text}, ${incomplete}`;
}

function figureText(figure: number | undefined, { language, measure }: MapView): string {
  const texts = mapTexts(language);
  if (figure === undefined) return texts.noData;
  const { decimal, fine } = formatOf(language);
  return `${measure === 'officers' ? fine(figure) : decimal(figure)}${texts.measures[measure].unit}`;
}
