import { html } from 'hono/html';
import { allOblasts, allPlaces } from '../places/module.ts';
import { ariaSort, formatOf, linkTo, sortLinks } from '../site/module.ts';
import { mapPath, ORDERS, type MapView } from './choice.page.ts';
import { mapTexts } from './map.texts.ts';
import { levelOf } from './measure.ts';

interface Row {
  readonly name: string;
  readonly path: string;
  /** Only on the map of the country, where names repeat. */
  readonly oblast: string | undefined;
  /** Undefined: not known. */
  readonly figure: number | undefined;
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
  const rows = sorted(rowsOf(view), view);
  const links = sortLinks(
    language,
    ORDERS.map((name) => ({ name, text: name === 'name' ? texts.byName : texts.byValue })),
    order,
    (name) => mapPath({ ...view, order: name }),
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
    </table>`;
}

function rowsOf({ language, measure, oblast, figures }: MapView): Row[] {
  if (levelOf(measure) === 'oblast') {
    return allOblasts(language).map(({ code, title }) => ({
      name: title,
      path: `/map?oblast=${code}`,
      oblast: undefined,
      figure: figures.get(code),
    }));
  }
  return allPlaces(language)
    .filter(({ oblastCode }) => oblast === undefined || oblastCode === oblast.code)
    .map(({ code, name, oblast: oblastName }) => ({
      name,
      path: `/h/${code}`,
      oblast: oblast === undefined ? oblastName : undefined,
      figure: figures.get(code),
    }));
}

/** By value, the highest first. */
function sorted(rows: readonly Row[], { order }: MapView): readonly Row[] {
  if (order === 'name') return rows;
  return rows.toSorted((a, b) => (b.figure ?? -1) - (a.figure ?? -1));
}

/** In one line: the table of the country has 1,471 rows. */
function rowOf({ name, path, oblast, figure }: Row, view: MapView) {
  const { language, measure } = view;
  const texts = mapTexts(language);
  const oblastCell = oblast === undefined ? '' : html`<td data-label="${texts.oblastColumn}">${oblast}</td>`;
  return html`<tr>
    <th scope="row">${linkTo(language, path, name)}</th>
    ${oblastCell}
    <td class="number" data-label="${texts.measures[measure].name}">${figureText(figure, view)}</td>
  </tr>`;
}

function figureText(figure: number | undefined, { language, measure }: MapView): string {
  const texts = mapTexts(language);
  if (figure === undefined) return texts.noData;
  const { decimal, fine } = formatOf(language);
  return `${measure === 'officers' ? fine(figure) : decimal(figure)}${texts.measures[measure].unit}`;
}
