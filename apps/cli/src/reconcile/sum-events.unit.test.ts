import {
  CasualtiesCorrected,
  IncidentReported,
  IncidentRestored,
  IncidentWithdrawn,
  ResponderArrived,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { Casualties, IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CategoryTotal } from '@safe-community/contracts/statistics/v1/counters.ts';
import { describe, expect, it } from 'vitest';
import { differencesOf } from './compare-counts.ts';
import { sumEvents, SUMMED_TYPES } from './sum-events.ts';
import { EVENT_KINDS } from '@safe-community/contracts/event-catalogue';

const { FIRE, MEDICAL } = IncidentCategory;
const hurt = (killed: number, defendersKilled = 0) => Casualties.fromPartial({ killed, defendersKilled });

function fact(name: string, bytes: { finish(): Uint8Array }, headers = {}): Omit<LedgerEvent, 'position'> {
  const eventType = `safecommunity.incidents.v1.${name}`;
  return LedgerEvent.fromPartial({ eventType, headers, body: Buffer.from(bytes.finish()) });
}

const reported = (more: Partial<IncidentReported>, headers = {}) =>
  fact('incident-reported', IncidentReported.encode(IncidentReported.fromPartial(more)), headers);
const withdrawn = (more: Partial<IncidentWithdrawn>) =>
  fact('incident-withdrawn', IncidentWithdrawn.encode(IncidentWithdrawn.fromPartial(more)));
const restored = (more: Partial<IncidentRestored>) =>
  fact('incident-restored', IncidentRestored.encode(IncidentRestored.fromPartial(more)));
const arrived = (more: Partial<ResponderArrived>) =>
  fact('responder-arrived', ResponderArrived.encode(ResponderArrived.fromPartial(more)));
const corrected = (more: Partial<CasualtiesCorrected>) =>
  fact('casualties-corrected', CasualtiesCorrected.encode(CasualtiesCorrected.fromPartial(more)));

async function* ledgerOf(facts: readonly Omit<LedgerEvent, 'position'>[]): AsyncGenerator<LedgerEvent> {
  for (const [index, one] of facts.entries())
    yield { ...one, eventId: `event-${index + 1}`, position: BigInt(index + 1) };
}

describe('sumEvents', () => {
  it('adds up every event of incidents that statistics counts', () => {
    const counted = EVENT_KINDS.filter(({ domain, counts }) => domain === 'incidents' && counts);
    expect(SUMMED_TYPES.toSorted()).toEqual(counted.map(({ type }) => type).toSorted());
  });

  it('adds reported and restored incidents, subtracts withdrawn ones, and applies corrections', async () => {
    const facts = [
      reported({ category: FIRE, casualties: hurt(3, 1) }),
      reported({ category: FIRE }),
      reported({ category: MEDICAL, casualties: hurt(1) }),
      withdrawn({ category: FIRE, casualties: hurt(3, 1) }),
      corrected({ formerCasualties: hurt(3, 1), casualties: hurt(4, 1), state: IncidentState.REJECTED }),
      corrected({ formerCasualties: hurt(4, 1), casualties: hurt(2), state: IncidentState.DUPLICATE }),
      restored({ category: FIRE, casualties: hurt(4, 1) }),
      corrected({ formerCasualties: hurt(1), casualties: hurt(5, 2), state: IncidentState.RESOLVED }),
      arrived({ category: FIRE }),
      withdrawn({ category: FIRE, onSceneTime: new Date() }),
      arrived({ category: MEDICAL }),
      withdrawn({ category: MEDICAL, onSceneTime: new Date() }),
      restored({ category: MEDICAL, onSceneTime: new Date() }),
      fact('incident-routed', IncidentReported.encode(IncidentReported.fromPartial({ category: FIRE }))),
    ];
    expect(await sumEvents(ledgerOf(facts), new Set())).toMatchObject({
      categories: new Map([
        [FIRE, { incidents: 1, responded: 0 }],
        [MEDICAL, { incidents: 1, responded: 1 }],
      ]),
      killed: 3 + 3,
      defendersKilled: 1 + 2,
    });
  });

  it('leaves out sensitive categories, of which statistics shows only what it has released', async () => {
    const sensitive = { category: IncidentCategory.DOMESTIC_VIOLENCE, casualties: hurt(1) };
    const facts = [reported(sensitive), reported({ category: FIRE }), arrived({ category: sensitive.category })];
    const sums = await sumEvents(ledgerOf(facts), new Set());
    expect([...sums.categories.keys()]).toEqual([FIRE]);
    expect(sums.killed).toBe(0);
    expect(differencesOf([CategoryTotal.fromPartial({ category: FIRE, incidents: 1n })], sums)).toEqual([]);
  });

  it('excludes events of tests and those that were never applied', async () => {
    const facts = [
      reported({ category: FIRE }, { 'sc-test': 'true' }),
      reported({ category: FIRE }),
      { ...reported({}), body: Buffer.from('no message at all') },
    ];
    const { categories } = await sumEvents(ledgerOf(facts), new Set(['event-3']));
    expect(categories).toEqual(new Map([[FIRE, { incidents: 1, responded: 0 }]]));
  });
});

describe('differencesOf', () => {
  const fire = { category: FIRE, incidents: 2n, killed: 4n, defendersKilled: 1n, responded: 2n };

  it('is empty when the two agree, including an empty category', () => {
    const categories = new Map([
      [FIRE, { incidents: 2, responded: 2 }],
      [MEDICAL, { incidents: 0, responded: 1 }],
    ]);
    const medical = CategoryTotal.fromPartial({ category: MEDICAL, responded: 1n });
    expect(differencesOf([fire, medical], { categories, killed: 4, defendersKilled: 1 })).toEqual([]);
  });

  it('names each count that differs', () => {
    const categories = new Map([[MEDICAL, { incidents: 1_000, responded: 0 }]]);
    expect(differencesOf([fire], { categories, killed: 5, defendersKilled: 0 })).toEqual([
      'statistics counts 2 incidents of Fire, the events add up to 0',
      'statistics counts 2 arrivals at Fire, the events add up to 0',
      'statistics counts 0 incidents of Medical, the events add up to 1,000',
      'statistics counts 4 killed, the events add up to 5',
      'statistics counts 1 defenders killed, the events add up to 0',
    ]);
  });
});
