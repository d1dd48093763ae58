import { html } from 'hono/html';
import { controlOfOblast, controlSuffix, type Control, type ReadControl } from '../control/module.ts';
import type { PlaceControl } from '../coverage/module.ts';
import { allPlaces } from '../places/module.ts';
import { formatOf, linkTo, pathIn, pathWith, problemPage, textsOf } from '../site/module.ts';
import type { Escaped, Language, Page, PageContent } from '../site/module.ts';
import { compareTexts } from './compare.texts.ts';
import { COMPARED_MEASURES, type Rate } from './comparison.ts';
import type { ReadPair } from './pair.client.ts';
import { alike, differenceOf, levelOfPair, type Pair, type PairedFigure, type PairedPlace } from './pair.ts';
import { pairTexts } from './pair.texts.ts';
import { MAX_MEANT, meantPlaces, placesOfLevel } from './paired-places.adapter.ts';

const PATH = '/compare/places';
/** Of sensitive ones and of medical emergencies, nothing is shown by hromada. */
const CATEGORIES = [
  'road_crash',
  'fire',
  'water',
  'public_order',
  'gas',
  'infrastructure',
  'access_barrier',
  'other',
] as const;

type Level = 'oblast' | 'hromada';

/** Any two hromadas or oblasts: rates with intervals, and in words whether they differ. */
export function pairPage(readPair: ReadPair, readControl: ReadControl): Page<Escaped> {
  return {
    path: PATH,
    async read({ language, query }) {
      const [typed, what] = [[query('a'), query('b')], query('what')];
      const isKnown = [...COMPARED_MEASURES, ...CATEGORIES, ''].some((each) => each === what);
      if (!isKnown) return problemPage(language, PATH, 'invalid');
      const [first = [], second = []] = typed.map((text) => meantPlaces(text.slice(0, MAX_TYPED), language));
      const control = await readControl();
      const [a, b] = [only(first), only(second)];
      const texts = pairTexts(language);
      if (a === undefined || b === undefined) {
        const problems = [
          { text: typed[0] ?? '', found: first, which: texts.first, other: b, name: 'a' as const },
          { text: typed[1] ?? '', found: second, which: texts.second, other: a, name: 'b' as const },
        ].map((side) => choiceOf(side, control, language));
        return contentOf(
          language,
          html`<p>${texts.intro}</p>
            ${problems} ${form(a ?? b, language)} ${likeSection(a ?? b, control, language)}`,
          pathOf({ a: a?.code, b: b?.code }),
        );
      }
      const level = levelOfPair(a, b);
      if (a.code === b.code || level === undefined) {
        const why = level === undefined ? texts.levels : texts.same;
        const body = html`<p class="note">${why}</p>
          ${form(a, language)} ${likeSection(a, control, language)}`;
        return contentOf(language, body, pathOf({ a: a.code, b: b.code }));
      }
      const wanted = whatOf(level, what);
      const read = await readPair(level, wanted, [a.code, b.code]);
      const pair = { ...read, first: known(read.first, a, control), second: known(read.second, b, control) };
      const shown = { a, b, level, what: wanted, pair, control, language };
      return contentOf(language, comparison(shown), pathOf({ a: a.code, b: b.code, what: wanted }));
    },
  };
}

const MAX_TYPED = 100;

function only(found: readonly PairedPlace[]): PairedPlace | undefined {
  return found.length === 1 && found[0]?.isGuess !== true ? found[0] : undefined;
}

/** What was chosen for the other level falls back to what is usual. */
function whatOf(level: Level, what: string): string {
  const choices: readonly string[] = level === 'oblast' ? COMPARED_MEASURES : CATEGORIES;
  return choices.includes(what) ? what : (choices[0] ?? '');
}

function pathOf(parameters: {
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  readonly what?: string;
}) {
  return pathWith(PATH, parameters);
}

function contentOf(language: Language, body: Escaped | Promise<Escaped>, here: string): Promise<PageContent<Escaped>> {
  return Promise.resolve(body).then((done) => ({ title: pairTexts(language).title, body: done, here }));
}

interface Side {
  readonly text: string;
  readonly found: readonly PairedPlace[];
  readonly which: string;
  readonly other: PairedPlace | undefined;
  readonly name: 'a' | 'b';
}

/** Which of several places is meant. What was typed comes back nowhere. */
function choiceOf({ text, found, which, other, name }: Side, control: Control, language: Language) {
  const texts = pairTexts(language);
  if (text === '') return '';
  const [only1, second] = found;
  if (only1 === undefined) return html`<p class="note">${which}: ${texts.nothing}</p>`;
  if (second === undefined && only1.isGuess !== true)
    return html`<p>${which}: ${only1.title}${suffixOf(only1, control, language)}</p>`;
  const paths = found.map(({ code }) => (name === 'a' ? { a: code, b: other?.code } : { a: other?.code, b: code }));
  return html`<h2>${only1.isGuess === true ? texts.noExact(which) : texts.several(which)}</h2>
    <ul>
      ${found
        .slice(0, MAX_MEANT)
        .map(
          (place, index) =>
            html`<li>
              ${linkTo(language, pathOf(paths[index] ?? {}), titleIn(place, language))}${suffixOf(place, control, language)}
            </li>`,
        )}
    </ul>
    ${found.length > MAX_MEANT ? html`<p>${texts.tooMany}</p>` : ''}`;
}

/** With its oblast, to tell hromadas of one name apart. */
function titleIn({ title, level, oblastCode }: PairedPlace, language: Language): string {
  const oblast = allPlaces(language).find((place) => place.oblastCode === oblastCode)?.oblast ?? '';
  return level === 'hromada' ? `${title}, ${textsOf(language).oblast(oblast)}` : title;
}

function controlOf(place: PairedPlace, control: Control): PlaceControl | undefined {
  const inside = allPlaces('uk').flatMap(({ code, oblastCode }) => (oblastCode === place.code ? code : []));
  return controlOfOblast(control, place.code, place.level === 'oblast' ? inside : []);
}

/** Statistics speaks of the last day of the period, the registry of now. */
function known(figure: PairedFigure, place: PairedPlace, control: Control): PairedFigure {
  return { ...figure, control: controlOf(place, control) ?? figure.control };
}

function suffixOf(place: PairedPlace, control: Control, language: Language): string {
  return controlSuffix(controlOf(place, control), language);
}

/** @param chosen is kept as the first place. */
function form(chosen: PairedPlace | undefined, language: Language) {
  const texts = pairTexts(language);
  const input = (name: string, label: string) =>
    html`<p>
      <label for="${name}">${label}</label>
      <span class="hint" id="${name}-hint">${texts.hint}</span>
      <input
        id="${name}"
        name="${name}"
        type="search"
        maxlength="${MAX_TYPED}"
        aria-describedby="${name}-hint"
        required
      />
    </p>`;
  return html`<form action="${pathIn(language, PATH)}" method="get" role="search">
    ${
      chosen === undefined
        ? input('a', texts.first)
        : html`<p>${texts.first}: ${chosen.title}</p>
            <input type="hidden" name="a" value="${chosen.code}" />`
    }
    ${input('b', texts.second)}
    <p><button type="submit">${texts.show}</button></p>
  </form>`;
}

interface Shown {
  readonly a: PairedPlace;
  readonly b: PairedPlace;
  readonly level: Level;
  readonly what: string;
  readonly pair: Pair;
  readonly control: Control;
  readonly language: Language;
}

function comparison(shown: Shown) {
  const { a, b, level, what, pair, control, language } = shown;
  const texts = pairTexts(language);
  const { hromada } = textsOf(language);
  const { day } = formatOf(language);
  const caption = texts.caption(nameOf(level, what, language));
  return html`${chooser(shown)}
    <h2>${caption}</h2>
    <p>${hromada.period(day(pair.period.from), day(pair.period.to))}</p>
    <p><strong>${sentence(shown)}</strong></p>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${texts.place}</th>
          <th scope="col">${texts.count}</th>
          <th scope="col">${texts.population}</th>
          <th scope="col">${texts.rate}</th>
        </tr>
      </thead>
      <tbody>
        ${row(a, pair.first, language)} ${row(b, pair.second, language)}
      </tbody>
    </table>
    <p class="small">${texts.interval95} ${level === 'oblast' ? texts.ofOblasts : texts.ofHromadas}</p>
    ${likeSection(a, control, language)} ${form(undefined, language)}`;
}

function nameOf(level: Level, what: string, language: Language): string {
  const names = level === 'oblast' ? compareTexts(language).measures : textsOf(language).categories;
  return Object.entries(names).find(([name]) => name === what)?.[1] ?? '';
}

function chooser({ a, b, level, what, language }: Shown) {
  const texts = pairTexts(language);
  const choices = level === 'oblast' ? COMPARED_MEASURES : CATEGORIES;
  return html`<form action="${pathIn(language, PATH)}" method="get">
    <input type="hidden" name="a" value="${a.code}" /><input type="hidden" name="b" value="${b.code}" />
    <p>
      <label for="what">${texts.what}</label>
      <select id="what" name="what">
        ${choices.map(
          (each) =>
            html`<option value="${each}" ${each === what ? html`selected` : ''}>
              ${nameOf(level, each, language)}
            </option>`,
        )}
      </select>
    </p>
    <p><button type="submit">${texts.show}</button></p>
  </form>`;
}

function row(place: PairedPlace, { count, isLowerBound, rate, control }: PairedFigure, language: Language) {
  const texts = pairTexts(language);
  const { noData } = textsOf(language);
  const { whole } = formatOf(language);
  const path = place.level === 'oblast' ? `/map?oblast=${place.code}` : `/h/${place.code}`;
  const shown = count === undefined ? noData : isLowerBound ? texts.atLeast(whole(count)) : whole(count);
  return html`<tr>
    <th scope="row">${linkTo(language, path, place.title)}${controlSuffix(control, language)}</th>
    <td class="number" data-label="${texts.count}">${shown}</td>
    <td class="number" data-label="${texts.population}">
      ${place.population === undefined ? noData : whole(place.population)}
    </td>
    <td class="number" data-label="${texts.rate}">${rate === undefined ? noData : intervalOf(rate, language)}</td>
  </tr>`;
}

function intervalOf({ value, low, high }: Rate, language: Language): string {
  const { fine } = formatOf(language);
  return pairTexts(language).interval(fine(value), fine(low), fine(high));
}

/** Both rates, and whether they differ. */
function sentence({ a, b, pair, language }: Shown): string {
  const texts = pairTexts(language);
  const { fine } = formatOf(language);
  const { first, second, ratio } = pair;
  const isAtFront = [first, second].some(({ control }) => control?.status === 'frontline');
  const warning = isAtFront ? ` ${texts.notComparable}` : '';
  if (first.rate === undefined || second.rate === undefined || ratio === undefined) return `${texts.unknown}${warning}`;
  const rates = `${a.title}: ${intervalOf(first.rate, language)}; ${b.title}: ${intervalOf(second.rate, language)}.`;
  const difference = differenceOf(ratio);
  if (difference === 'chance') return `${rates} ${texts.chance}${warning}`;
  const { higher, times } = difference;
  const place = higher === 'first' ? a : b;
  const shown = Number.isFinite(times.high) ? fine(times.high) : '∞';
  return `${rates} ${texts.higher(place.title, fine(times.value), fine(times.low), shown)}${warning}`;
}

/** Links to comparisons with places that are like one. */
function likeSection(place: PairedPlace | undefined, control: Control, language: Language) {
  if (place === undefined) return '';
  const texts = pairTexts(language);
  const like = alike(place, placesOfLevel(place, language), (code) => control.get(code));
  if (like.length === 0) return '';
  return html`<h2>${texts.alike(place.title)}</h2>
    <p>${texts.alikeBy}</p>
    <ul>
      ${like.map(
        (each) => html`<li>${linkTo(language, pathOf({ a: place.code, b: each.code }), titleIn(each, language))}</li>`,
      )}
    </ul>`;
}
