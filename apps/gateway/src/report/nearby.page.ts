import { html } from 'hono/html';
import type { Part } from '../forms/module.ts';
import { formatOf, type Escaped, type Language, type PageContent } from '../site/module.ts';
import { NEARBY_TEXTS } from './nearby.texts.ts';
import type { Category, NearbyReport, Nearness } from './report.ts';
import { stepContent, type StepView } from './steps.page.ts';

type NearbyView = StepView & { readonly category: Category };

/** Reports that may be of the same thing, as text: a step of its own, before anything is sent. Each can be joined. */
export function nearbyStep(view: NearbyView, found: readonly NearbyReport[]): PageContent<Escaped> {
  const texts = NEARBY_TEXTS[view.language];
  const list =
    found.length === 0
      ? ''
      : html`<p>${texts.intro}</p>
          <ul class="cards">
            ${found.map((each) => html`<li class="card">${cardOf(view, each)}</li>`)}
          </ul>`;
  return stepContent(view, {
    step: 'nearby',
    title: texts.title,
    fields: html`<div id="same" tabindex="-1">${list}</div>`,
    button: { label: texts.none },
  });
}

function cardOf({ language, category }: NearbyView, report: NearbyReport): Part {
  const texts = NEARBY_TEXTS[language];
  const { time, whole, plural } = formatOf(language);
  const { attributes, nearness, receivedAt, voices } = report;
  const words = attributes.map(({ name, value }) => `${name[language]}: ${value[language]}`);
  const what = words.length === 0 ? category.name[language] : words.join('; ');
  const facts = [
    whereOf(language, nearness),
    ...(receivedAt === undefined ? [] : [texts.received(time(receivedAt))]),
    ...(voices === 0 ? [] : [`${texts.more(whole(voices))} ${plural(voices, texts.voices)}`]),
  ].join('; ');
  return html`<p><strong>${what}</strong></p>
    <p>${facts}</p>
    <p>
      <button
        type="submit"
        class="second"
        name="same"
        value="${report.requestId}"
        aria-label="${texts.isSame}: ${what}; ${facts}"
      >
        ${texts.isSame}
      </button>
    </p>`;
}

function whereOf(language: Language, nearness: Nearness): string {
  const texts = NEARBY_TEXTS[language];
  if (typeof nearness === 'string') return texts.same[nearness];
  return nearness === 0 ? texts.here : texts.metres(formatOf(language).whole(nearness));
}
