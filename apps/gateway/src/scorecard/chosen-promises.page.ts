import { BackendError } from '../backend/module.ts';
import type { Escaped, Language } from '../site/module.ts';
import { cardList } from './card.page.ts';
import { cardsOf, type Card } from './card.ts';
import type { ReadScorecard } from './scorecard.client.ts';

/** Those that people meet, the first of which something is known. */
const CHOSEN = ['community_officers', 'camera_coverage', 'trust', 'questions_answered_in_time', 'fire_response'];
const MOST = 3;

/** Whether a few of the promises are kept in the country; undefined while nothing is known of them. */
export function chosenPromises(readScorecard: ReadScorecard, isDemonstration: boolean) {
  return async (language: Language): Promise<Escaped | undefined> => {
    try {
      const view = await readScorecard();
      const cards = chosen(cardsOf(view, isDemonstration).groups.flatMap((group) => group.cards));
      return cards.length === 0 ? undefined : await cardList(cards, view.period, language);
    } catch (error) {
      // The numbers to phone and the search work without any service.
      if (error instanceof BackendError) return undefined;
      throw error;
    }
  };
}

function chosen(cards: readonly Card[]): Card[] {
  return CHOSEN.flatMap((id) => cards.find(({ row }) => row.id === id) ?? []).slice(0, MOST);
}
