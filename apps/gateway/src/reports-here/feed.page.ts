import { html } from 'hono/html';
import { findAnyPlace, hromadaName, placeName } from '../places/module.ts';
import { LANGUAGES, pathIn, STATUS, type Language } from '../site/module.ts';
import { AWAY_SECONDS, type Endpoint, type EndpointAnswer, type Programs } from '../web/module.ts';
import { readCell } from './around.page.ts';
import { AROUND_TEXTS } from './around.texts.ts';
import type { ReadReportsHere } from './reports-here.client.ts';
import { feedPath } from './reports-here.page.ts';
import { HERE_TEXTS } from './reports-here.texts.ts';
import { whereOf } from './where.page.ts';
import { around, type ReportHere } from './report-here.ts';

/** Readers of feeds show no more at once. */
const MAX_ITEMS = 100;
const TYPE = 'application/rss+xml; charset=utf-8';

/**
 * RSS 2.0 of what is reported in a hromada, in a settlement, or near a point, and what becomes of it: an item for each state that a report is in, so that a
 * reader shows a change as something new. Nobody learns who subscribes.
 */
export function feeds(read: ReadReportsHere, publicUrl: string): Programs {
  return {
    prefix: '/feeds/',
    endpoints: LANGUAGES.flatMap((language) => [
      feed(read, publicUrl, language, feedPath(':katottg', language)),
      feed(read, publicUrl, language, `${feedPath(':katottg', language)}/:cell`),
    ]),
    problem: (_path, problem) => plainAnswer(STATUS[problem], problem),
  };
}

/** @param path with the code of a hromada or settlement; or of a hromada, and a cell in the middle of what is wanted. */
function feed(read: ReadReportsHere, publicUrl: string, language: Language, path: string): Endpoint {
  return {
    path,
    async read({ param }) {
      const code = param('katottg');
      const place = /^UA\d{17}$/.test(code) ? findAnyPlace(code, language) : undefined;
      const cell = path.endsWith(':cell') ? readCell(param('cell')) : undefined;
      if (place === undefined || (path.endsWith(':cell') && cell === undefined)) return plainAnswer(404, 'missing');
      const { hromada, settlement } = place;
      const here = await read(hromada.code);
      if (here === undefined) return { ...plainAnswer(503, 'away'), retryAfter: AWAY_SECONDS };
      const texts = HERE_TEXTS[language];
      const link = `${publicUrl}${pathIn(language, `/h/${hromada.code}/reports`)}`;
      const name = hromadaName(hromada, language);
      const title =
        cell === undefined ? texts.feedTitle(placeName(place, language)) : AROUND_TEXTS[language].feedAround(name);
      const reports =
        cell === undefined
          ? here.reports.filter(({ settlementCode }) => settlement === undefined || settlementCode === code)
          : around(here, cell);
      const body = html`<rss version="2.0"><channel><title>${title}</title><link>${link}</link><description>${texts.scope(
        here.published.map((each) => each[language]).join(', '),
      )}</description><language>${language}</language>${reports
        .slice(0, MAX_ITEMS)
        .map((report) => item(report, whereOf(report, hromada.code, language), link, language))}</channel></rss>`;
      return {
        status: 200,
        contentType: TYPE,
        body: `<?xml version="1.0" encoding="utf-8"?>\n${String(await body)}\n`,
      };
    },
  };
}

function item({ id, what, course, since }: ReportHere, where: string, link: string, language: Language) {
  const texts = HERE_TEXTS[language];
  return html`<item><title>${`${what[language]}: ${texts.courses[course]}`}</title><link>${link}</link><guid isPermaLink="false">${`${id}-${course}`}</guid><pubDate>${since.toUTCString()}</pubDate><description>${where}</description></item>`;
}

function plainAnswer(status: EndpointAnswer['status'], body: string): EndpointAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
