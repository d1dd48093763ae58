import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { hourOf, placeDrawer, reportOf, withOutcome } from './incidents.ts';
import { INCIDENT_KINDS } from './incident-kinds.ts';
import { randomOf } from './random.ts';
import { SILENT_FROM, SILENT_TO } from './sources.ts';

const DAY_MS = 24 * 3_600_000;

/** Invented road crashes of an oblast that a source reported every other day until it stopped, months before the anchor day. */
export function planSilentSource(anchorDay: Date): ImportRow[] {
  const random = randomOf(`silent source ${anchorDay.toISOString()}`);
  const drawPlace = placeDrawer(({ oblastCode }) => oblastCode.startsWith('UA73'));
  const kind = INCIDENT_KINDS.find(({ category }) => category === IncidentCategory.ROAD_CRASH);
  if (kind === undefined) throw new Error('the demonstration has no road crashes');
  return Array.from({ length: (SILENT_FROM - SILENT_TO) / 2 }, (_, index) => {
    const day = anchorDay.getTime() - (SILENT_FROM - 2 * index) * DAY_MS;
    return {
      rowNumber: index + 1,
      externalId: `demo-silent-${anchorDay.toISOString().slice(0, 10)}-${String(index + 1).padStart(4, '0')}`,
      report: withOutcome(random, reportOf(random, kind, drawPlace(random))),
      receivedTime: new Date(hourOf(random, kind, day)),
      onSceneTime: undefined,
      course: undefined,
    };
  });
}
