import { html } from 'hono/html';
import { pathIn, type Language } from './language.ts';
import { textsOf } from './texts.ts';

/** An order of a table: "name", "value". */
interface Order<Name extends string> {
  readonly name: Name;
  readonly text: string;
}

/** Links that sort a table, above it: on a narrow screen, its headings cannot be seen. */
export function sortLinks<Name extends string>(
  language: Language,
  orders: readonly Order<Name>[],
  current: Name,
  pathOf: (name: Name) => string,
) {
  const links = orders.map(
    ({ name, text }) =>
      html`<li>
        <a href="${pathIn(language, pathOf(name))}" ${name === current ? html`aria-current="true"` : ''}>${text}</a>
      </li>`,
  );
  return html`<nav aria-label="${textsOf(language).sorting}">
    <p>${textsOf(language).sorting}:</p>
    <ul class="sorting">
      ${links}
    </ul>
  </nav>`;
}

/** The attribute of the heading by whose column a table is sorted. */
export function ariaSort(order: 'ascending' | 'descending' | undefined) {
  return order === undefined ? '' : html`aria-sort="${order}"`;
}

/** The parameters of a path that are set, in the given order. */
export function pathWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return set.length === 0 ? path : `${path}?${set.join('&')}`;
}
