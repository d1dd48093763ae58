import { html } from 'hono/html';
import { BackendError } from '../backend/module.ts';
import { formatOf, linkTo, pathWith, textsOf, type Escaped, type Language } from '../site/module.ts';
import { cardList, unmeasuredSection } from './card.page.ts';
import { cardsOf } from './card.ts';
import type { ReadScorecard } from './scorecard.client.ts';
import type { ScorecardView } from './scorecard.ts';
import { SCORECARD_TEXTS } from './scorecard.texts.ts';

/** So many are seen at once; the others are folded. */
const MAX_SEEN = 6;

/** Whether the promises are kept in a hromada, as a part of its page. */
export type PromisesHere = (code: string, language: Language) => Promise<Escaped>;

export function promisesHere(readScorecard: ReadScorecard, isDemonstration: boolean): PromisesHere {
  return async (code, language) => {
    const texts = SCORECARD_TEXTS[language];
    try {
      const view = await readScorecard({ territory: code, firstDay: '', lastDay: '' });
      return await html`<h2>${texts.here}</h2>
        ${promises(view, code, isDemonstration, language)}`;
    } catch (error) {
      // The officer, whom somebody may need now, is shown without statistics.
      if (!(error instanceof BackendError)) throw error;
      return html`<h2>${texts.here}</h2>
        <p>${textsOf(language).problems.unavailable.title}</p>`;
    }
  };
}

function promises(view: ScorecardView, code: string, isDemonstration: boolean, language: Language) {
  const texts = SCORECARD_TEXTS[language];
  const { days, whole } = formatOf(language);
  const { groups, unmeasured } = cardsOf(view, isDemonstration);
  const cards = groups.flatMap((group) => group.cards);
  const [seen, folded] = [cards.slice(0, MAX_SEEN), cards.slice(MAX_SEEN)];
  return html`${view.period === undefined ? '' : html`<p>${days(view.period.from, view.period.to)}</p>`}
    ${cards.length === 0 ? html`<p>${texts.noneHere}</p>` : cardList(seen, view.period, language)}
    ${
      folded.length === 0
        ? ''
        : html`<details>
            <summary>${texts.more(whole(folded.length))}</summary>
            ${cardList(folded, view.period, language)}
          </details>`
    }
    ${unmeasuredSection(unmeasured, language)}
    <p>${linkTo(language, pathWith('/scorecard', { territory: code }), texts.all)}</p>`;
}
