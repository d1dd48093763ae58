import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { rowSources } from '../../test/row-sources.ts';
import { toScorecardMessage } from './card.mapping.ts';
import { rowsOf } from './rows.ts';

const NOTHING = rowSources({});
const TALLY = {
  officers: { assigned: 0, hromadasCovered: 0 },
  hromadas: 0,
  patrol: { strength: 0, equipped: 0 },
  progress: [],
};

test('a promise names the chart of one measure that shows it over time, and none that would show something else', () => {
  const card = {
    territoryCode: 'UA',
    period: NOTHING.period,
    rows: rowsOf(NOTHING),
    ratios: [],
    incidents: [],
    differences: [],
    computedAt: new Date(),
  };
  const { rows } = toScorecardMessage(card, TALLY, new Date());
  const charted = (id: string) => rows.find((row) => row.id === id)?.charted;
  expect(charted('deaths_road')).toEqual({ measure: 'killed', category: IncidentCategory.ROAD_CRASH });
  expect(charted('deaths_total')).toEqual({ measure: 'killed', category: IncidentCategory.UNSPECIFIED });
  for (const id of [
    'ambulance_arrival', // one responder
    'community_officers', // three measures
    'lights_repaired', // cases behind a median
    'trust', // a survey
    'school_safety', // released
    'deaths_not_itemised', // only published
  ]) {
    expect(charted(id)).toBeUndefined();
  }
});
