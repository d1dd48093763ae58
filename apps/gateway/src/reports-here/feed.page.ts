import { html } from 'hono/html';
import { findAnyPlace, findPlace, hromadaName, settlementName } from '../places/module.ts';
import { LANGUAGES, pathIn, STATUS, type Language } from '../site/module.ts';
import { AWAY_SECONDS, type Endpoint, type EndpointAnswer, type Programs } from '../web/module.ts';
import type { ReadReportsHere } from './reports-here.client.ts';
import { feedPath } from './reports-here.page.ts';
import { HERE_TEXTS } from './reports-here.texts.ts';
import type { ReportHere } from './report-here.ts';

/** Readers of feeds show no more at once. */
const MAX_ITEMS = 100;
const TYPE = 'application/rss+xml; charset=utf-8';

/**
 * RSS 2.0 of what is reported in a hromada and what becomes of it: an item for each state that a report is in, so that a
 * reader shows a change as something new. Nobody learns who subscribes.
 */
export function feeds(read: ReadReportsHere, publicUrl: string): Programs {
  return {
    prefix: '/feeds/',
    endpoints: LANGUAGES.map((language) => feed(read, publicUrl, language)),
    problem: (_path, problem) => plainAnswer(STATUS[problem], problem),
  };
}

function feed(read: ReadReportsHere, publicUrl: string, language: Language): Endpoint {
  return {
    path: feedPath(':katottg', language),
    async read({ param }) {
      const code = param('katottg');
      const place = /^UA\d{17}$/.test(code) ? findPlace(code, language) : undefined;
      if (place === undefined) return plainAnswer(404, 'missing');
      const here = await read(code);
      if (here === undefined) return { ...plainAnswer(503, 'away'), retryAfter: AWAY_SECONDS };
      const texts = HERE_TEXTS[language];
      const link = `${publicUrl}${pathIn(language, `/h/${code}/reports`)}`;
      const body = html`<rss version="2.0"><channel><title>${texts.feedTitle(hromadaName(place, language))}</title><link>${link}</link><description>${texts.scope(
        here.published.map((each) => each[language]).join(', '),
      )}</description><language>${language}</language>${here.reports
        .slice(0, MAX_ITEMS)
        .map((report) => item(report, link, language))}</channel></rss>`;
      return {
        status: 200,
        contentType: TYPE,
        body: `<?xml version="1.0" encoding="utf-8"?>\n${String(await body)}\n`,
      };
    },
  };
}

function item({ id, what, settlementCode, course, since }: ReportHere, link: string, language: Language) {
  const texts = HERE_TEXTS[language];
  const place = findAnyPlace(settlementCode, language)?.settlement;
  const where = place === undefined ? texts.whole : settlementName(place, language);
  return html`<item><title>${`${what[language]}: ${texts.courses[course]}`}</title><link>${link}</link><guid isPermaLink="false">${`${id}-${course}`}</guid><pubDate>${since.toUTCString()}</pubDate><description>${where}</description></item>`;
}

function plainAnswer(status: EndpointAnswer['status'], body: string): EndpointAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
