import type {
  BeatChanged,
  BeatCreated,
  BeatRetired,
  OfficerAssigned,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { assignmentIds, beatChanged, beatCreated, beatRetired } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import { onKnownState, requireCode, requireTime, type Known } from '../counting/module.ts';
import { saveCoverage, type BeatCoverage } from './beat-coverage.store.ts';

/** In the order of the ledger: of two changes at one instant, the last counts. */
export const COVERAGE_EVENTS: readonly EventHandler[] = [
  onKnownState(beatCreated, (events) => saveCoverage(events.map((each) => toCoverage(each, each.message.createdTime)))),
  onKnownState(beatChanged, (events) => saveCoverage(events.map((each) => toCoverage(each, each.message.changedTime)))),
  onKnownState(beatRetired, (events) =>
    saveCoverage(
      events.map(({ message, knownOn }) =>
        toCoverage({ message: { ...message, unitCodes: [] }, knownOn }, message.retiredTime),
      ),
    ),
  ),
];

function toCoverage(
  { message, knownOn }: Known<BeatCreated | BeatChanged | (BeatRetired & Pick<BeatCreated, 'unitCodes'>)>,
  since: Date | undefined,
): BeatCoverage {
  const { beatId, hromadaCode, unitCodes } = message;
  return {
    beatId: requireCode(beatId, 'beat_id'),
    hromadaCode: requireCode(hromadaCode, 'hromada_code'),
    unitCodes,
    since: requireTime(since, 'the time'),
    knownOn,
  };
}

/** Of beats of the time before they had ids, no event says what they cover: it follows from their place. */
export function formerCoverage(events: readonly Known<OfficerAssigned>[]): BeatCoverage[] {
  return events.flatMap(({ message, knownOn }) => {
    const { beatId, isDerived } = assignmentIds(message);
    const { hromadaCode = '', starostaDistrictCode = '' } = message.beat ?? {};
    if (!isDerived) return [];
    return [{ beatId, hromadaCode, unitCodes: [starostaDistrictCode || hromadaCode], since: new Date(0), knownOn }];
  });
}
