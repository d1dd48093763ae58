import { Direction } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  GetScorecardResponse,
  type GetScorecardRequest,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { EMPTY_ANSWERS } from './answers.ts';
import { runPages } from './running-pages.ts';

type Row = NonNullable<Parameters<typeof GetScorecardResponse.fromPartial>[0]['scorecard']>['rows'];

/** A promise that is counted from reports. */
const COUNTED = {
  id: 'deaths_road',
  titleUk: 'Загинуло на дорогах',
  titleEn: 'Killed on roads',
  unit: 'people',
  group: 'lives',
  better: Direction.FEWER,
  shown: ['pages'],
  measures: ['killed'],
};

/** What a page says of these rows, and what it asked statistics for. */
export async function shown(
  rows: Row,
  path = '/en/scorecard',
  installation: 'demonstration' | 'real' = 'demonstration',
) {
  const asked: GetScorecardRequest[] = [];
  const scorecard = {
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    countedUntil: '2026-11-28',
    rows: (rows ?? []).map((row) => ({ ...COUNTED, ...row })),
  };
  const running = await runPages(
    {
      ...EMPTY_ANSWERS,
      GetScorecard(request) {
        asked.push(request as GetScorecardRequest);
        return GetScorecardResponse.fromPartial({ scorecard });
      },
    },
    { installation },
  );
  const text = plain(await running.text(path));
  await running.stop();
  return { text, asked, cards: cardsIn(text) };
}

export function plain(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('\u00a0', ' ');
}

/** The texts of each card, by its title. */
export function cardsIn(text: string): Record<string, string> {
  const items = [...text.matchAll(/<li class="card"[^>]*>([^]*?)<\/li>/g)].map(([, card = '']) =>
    card
      .replaceAll(/<p>/g, '|')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
  return Object.fromEntries(
    items.map((card) => {
      const title = [...text.matchAll(/<h3>([^<]*)<\/h3>/g)]
        .map(([, each = '']) => each)
        .find((each) => card.startsWith(each));
      return [title ?? card, card.slice(title?.length ?? 0).trim()];
    }),
  );
}
