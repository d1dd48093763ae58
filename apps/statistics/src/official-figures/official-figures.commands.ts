import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay, unless } from '@safe-community/domain-kit';
import { command } from '@safe-community/service-kit';
import { decideImport } from './figure-import.ts';
import { toDifferenceMessage, toDraft } from './figure.mapping.ts';
import { asFigures, checkFigure } from './official-figure.ts';
import { findKnown, lockFigures, saveImport } from './official-figures.store.ts';

const MAX_FIGURES = 300;

/** Imports statements of official figures, all or none. All stay; the one that was published last counts. */
export const importOfficialFigures = command(StatisticsServiceService.importOfficialFigures, {
  parse({ request: { figures }, fields }) {
    const isCountGood = figures.length > 0 && figures.length <= MAX_FIGURES;
    fields.check(unless(isCountGood, 'figures', `must be 1 to ${MAX_FIGURES} figures`));
    if (!isCountGood) return [];
    const drafts = fields.list('figures', (figure: OfficialFigure, each) => {
      const draft = toDraft(figure);
      each.check(checkFigure(draft));
      return draft;
    });
    return asFigures(drafts);
  },
  async load({ tx, command: figures }) {
    await lockFigures(tx);
    return findKnown(tx, figures);
  },
  decide: ({ loaded: known, command: figures, now }) => decideImport(known, figures, kyivDay(now)),
  save: ({ tx, change: plan, call, now }) => saveImport(tx, plan, { caller: call.caller.name, at: now }),
  subjects: ({ saved: { added, revised, earlier } }) => [
    ...new Set([...added, ...revised, ...earlier].map(({ series }) => series.id)),
  ],
  reply: ({ saved: { added, revised, earlier, unchanged, differences } }) => ({
    added: added.length,
    revised: revised.length,
    earlier: earlier.length,
    unchanged,
    differences: differences.map(toDifferenceMessage),
  }),
});
