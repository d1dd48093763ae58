import type {
  BeatChanged,
  BeatCreated,
  BeatRetired,
  OfficerAssigned,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { assignmentIds, beatChanged, beatCreated, beatRetired } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import { onState, requireCode, requireTime } from '../counting/module.ts';
import { saveCoverage, type BeatCoverage } from './beat-coverage.store.ts';

/** In the order of the ledger: of two changes at one instant, the last counts. */
export const COVERAGE_EVENTS: readonly EventHandler[] = [
  onState(beatCreated, (messages) => saveCoverage(messages.map((each) => toCoverage(each, each.createdTime)))),
  onState(beatChanged, (messages) => saveCoverage(messages.map((each) => toCoverage(each, each.changedTime)))),
  onState(beatRetired, (messages) =>
    saveCoverage(messages.map((each) => toCoverage({ ...each, unitCodes: [] }, each.retiredTime))),
  ),
];

function toCoverage(
  { beatId, hromadaCode, unitCodes }: BeatCreated | BeatChanged | (BeatRetired & Pick<BeatCreated, 'unitCodes'>),
  since: Date | undefined,
): BeatCoverage {
  return {
    beatId: requireCode(beatId, 'beat_id'),
    hromadaCode: requireCode(hromadaCode, 'hromada_code'),
    unitCodes,
    since: requireTime(since, 'the time'),
  };
}

/** Of beats of the time before they had ids, no event says what they cover: it follows from their place. */
export function formerCoverage(messages: readonly OfficerAssigned[]): BeatCoverage[] {
  return messages.flatMap((message) => {
    const { beatId, isDerived } = assignmentIds(message);
    const { hromadaCode = '', starostaDistrictCode = '' } = message.beat ?? {};
    if (!isDerived) return [];
    return [{ beatId, hromadaCode, unitCodes: [starostaDistrictCode || hromadaCode], since: new Date(0) }];
  });
}
