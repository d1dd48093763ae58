import { html } from 'hono/html';
import { frontlineNote, occupiedSection, type ReadControl } from '../control/module.ts';
import { findPlace, hromadaName } from '../places/module.ts';
import { formatOf, linkTo, problemPage, type Escaped, type Language, type Page } from '../site/module.ts';
import { whereOf } from './where.page.ts';
import { reportsMap } from './reports-map.page.ts';
import type { ReadReportsHere } from './reports-here.client.ts';
import { HERE_TEXTS } from './reports-here.texts.ts';
import {
  COURSES,
  DAYS_BACK,
  ofCourse,
  PAGE_SIZE,
  waited,
  type Course,
  type ReportHere,
  type ReportsHere,
} from './report-here.ts';

/** Rows on the page of a hromada. */
const MAX_NEWEST = 8;
const BADGES: Readonly<Record<Course, string>> = {
  received: 'plain',
  working: 'doubt',
  mended: 'good',
  rejected: 'plain',
};

interface Shown {
  readonly code: string;
  readonly language: Language;
  readonly now: Date;
}

/** The newest reports of a hromada, for its page. */
export function reportsSection(here: ReportsHere | undefined, { code, language, now }: Shown) {
  const texts = HERE_TEXTS[language];
  if (here === undefined) {
    return html`<h2>${texts.heading}</h2>
      <p class="note">${texts.away}</p>`;
  }
  return html`<h2>${texts.heading}</h2>
    ${table(here, here.reports.slice(0, MAX_NEWEST), { code, language, now })}
    ${reportsMap(here.reports, code, language)}
    <p>
      ${here.reports.length > MAX_NEWEST ? html`${linkTo(language, `/h/${code}/reports`, texts.all)} · ` : ''}
      <a href="${feedPath(code, language)}">${texts.feed}</a> · ${linkTo(language, '/around', texts.around)}
    </p>
    <p class="small">${texts.scope(here.published.map((each) => each[language]).join(', '))}</p>`;
}

/** All that can be read, by the page, at most one course of them. */
export function reportsHerePage(read: ReadReportsHere, readControl: ReadControl, now: () => Date): Page<Escaped> {
  return {
    path: '/h/:katottg/reports',
    async read({ language, param, query }) {
      const code = param('katottg');
      const place = /^UA\d{17}$/.test(code) ? findPlace(code, language) : undefined;
      if (place === undefined) return problemPage(language, '/', 'missing');
      const texts = HERE_TEXTS[language];
      const control = (await readControl()).get(code);
      if (control?.status === 'occupied') {
        return {
          title: texts.title(hromadaName(place, language)),
          body: occupiedSection(control, language),
          here: `/h/${code}/reports`,
        };
      }
      const here = await read(code);
      const name = hromadaName(place, language);
      const wanted = COURSES.find((each) => each === query('state'));
      const body = html`${control === undefined ? '' : frontlineNote(control, language)}
        ${
          here === undefined
            ? html`<p class="note">${texts.away}</p>`
            : list(here, wanted, Number(query('page')), { code, language, now: now() })
        }
        <p>
          ${linkTo(language, `/h/${code}`, texts.back)} · ${linkTo(language, '/report', texts.report)} ·
          <a href="${feedPath(code, language)}">${texts.feed}</a> · ${linkTo(language, '/around', texts.around)}
        </p>`;
      const shared = { title: texts.title(name), body, here: addressOf(code, wanted, 1) };
      return here === undefined ? { ...shared, status: 503 } : shared;
    },
  };
}

export function feedPath(code: string, language: Language): string {
  return `/feeds/${language}/${code}`;
}

function list(here: ReportsHere, course: Course | undefined, asked: number, shown: Shown) {
  const { code, language } = shown;
  const texts = HERE_TEXTS[language];
  const { whole } = formatOf(language);
  const all = course === undefined ? here.reports : ofCourse(here, course);
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, pages) : 1;
  const linkToPage = (to: number, text: string) => linkTo(language, addressOf(code, course, to), text);
  return html`<p>
      ${texts.filter}:
      ${[undefined, ...COURSES].map((each, index) => {
        const name = each === undefined ? texts.any : texts.courses[each];
        const link =
          each === course
            ? html`<strong aria-current="true">${name}</strong>`
            : linkTo(language, addressOf(code, each, 1), name);
        return html`${index === 0 ? '' : ' · '}${link}`;
      })}
    </p>
    ${reportsMap(all, code, language)} ${table(here, all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), shown)}
    ${
      pages === 1
        ? ''
        : html`<p>
            ${page > 1 ? html`${linkToPage(page - 1, texts.before)} · ` : ''}${texts.page(whole(page), whole(pages))}${
              page < pages ? html` · ${linkToPage(page + 1, texts.next)}` : ''
            }
          </p>`
    }
    <p class="small">${texts.scope(here.published.map((each) => each[language]).join(', '))}</p>`;
}

function addressOf(code: string, course: Course | undefined, page: number): string {
  const query = new URLSearchParams({
    ...(course === undefined ? {} : { state: course }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  return `/h/${code}/reports${query === '' ? '' : `?${query}`}`;
}

function summary(here: ReportsHere, language: Language): string {
  const texts = HERE_TEXTS[language];
  const { whole } = formatOf(language);
  if (here.reports.length === 0) return texts.none(whole(DAYS_BACK));
  const open = ofCourse(here, 'received').length + ofCourse(here, 'working').length;
  const counts = texts.counts(whole(open), whole(ofCourse(here, 'mended').length), whole(DAYS_BACK));
  return here.isCut ? `${counts} ${texts.cut(whole(here.reports.length))}` : counts;
}

function table(here: ReportsHere, reports: readonly ReportHere[], shown: Shown) {
  const texts = HERE_TEXTS[shown.language];
  const said = summary(here, shown.language);
  if (reports.length === 0) return html`<p>${said}</p>`;
  return html`<table>
    <caption>
      ${said}
    </caption>
    <thead>
      <tr>
        <th scope="col">${texts.what}</th>
        <th scope="col">${texts.where}</th>
        <th scope="col">${texts.received}</th>
        <th scope="col">${texts.state}</th>
      </tr>
    </thead>
    <tbody>
      ${reports.map((report) => row(report, shown))}
    </tbody>
  </table>`;
}

function row(report: ReportHere, { code, language, now }: Shown) {
  const texts = HERE_TEXTS[language];
  const { duration, time } = formatOf(language);
  const seconds = waited(report, now);
  return html`<tr>
    <th scope="row">${report.what[language]}</th>
    <td data-label="${texts.where}">${whereOf(report, code, language)}</td>
    <td data-label="${texts.received}">${time(report.receivedAt)}</td>
    <td data-label="${texts.state}">
      <span class="badge ${BADGES[report.course]}">${texts.courses[report.course]}</span>
      ${seconds === undefined ? '' : duration(seconds)}
    </td>
  </tr>`;
}
