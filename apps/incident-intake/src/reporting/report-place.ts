import { unless, type Violation } from '@safe-community/domain-kit';
import type { KnownHromada, Point } from '../incident/module.ts';

/** The places that a report names. */
export interface NamedPlaces {
  /** Empty if it is to be derived. */
  readonly hromadaCode: string;
  /** Empty for the whole hromada. */
  readonly starostaDistrictCode: string;
  /** Empty if only the hromada is known. */
  readonly settlementCode: string;
  readonly location?: Point;
}

/** What the service knows about them. */
export interface PlaceFacts {
  /** The named hromada, else the one that follows from the other places; of a merged one its successor. */
  readonly hromada: KnownHromada | undefined;
  /** The code of the same before mergers; empty if none is named or follows. */
  readonly namedHromadaCode: string;
  /** Whether it follows from the point alone. */
  readonly isFromPoint: boolean;
  /** Hromada of the starosta district, after mergers; absent if there is no such district. */
  readonly districtHromadaCode: string | undefined;
  /** Hromada of the settlement, after mergers; absent if there is no such settlement, empty if it belongs to none. */
  readonly settlementHromadaCode: string | undefined;
  /** False if the registry knows that the settlement does not lie in the starosta district. */
  readonly isSettlementOfDistrict: boolean;
  /** Whether the settlement is in the oblast of the hromada. */
  readonly isSettlementOfOblast: boolean;
  /** Whether the point may be in Ukraine. */
  readonly isInUkraine: boolean;
  /** Whether the point may be in the hromada. */
  readonly isPointOfHromada: boolean;
}

/** A report must name a known place, and its places must agree. */
export function checkPlace(named: NamedPlaces, facts: PlaceFacts): Violation[] {
  const rest = [...checkDistrict(named, facts), ...checkSettlement(named, facts), ...checkPoint(named, facts)];
  return [...checkHromada(named, facts, rest.length === 0), ...rest];
}

function checkHromada(named: NamedPlaces, { hromada }: PlaceFacts, restIsRight: boolean): Violation[] {
  const field = 'report.hromada_code';
  if (hromada !== undefined) return [];
  const { hromadaCode, starostaDistrictCode, settlementCode, location } = named;
  if (hromadaCode !== '') return [{ field, rule: 'must be the KATOTTG code of a known hromada or city' }];
  if (starostaDistrictCode === '' && settlementCode === '' && location === undefined) {
    return [{ field, rule: 'must be given, or else a starosta district, a settlement or a point' }];
  }
  // A settlement of no hromada, or of an unknown one; a point in Crimea or abroad.
  return unless(!restIsRight, field, 'must be given: it cannot be derived from the other places');
}

function checkDistrict({ starostaDistrictCode }: NamedPlaces, facts: PlaceFacts): Violation[] {
  const field = 'report.starosta_district_code';
  const { hromada, districtHromadaCode } = facts;
  if (starostaDistrictCode === '') return [];
  if (districtHromadaCode === undefined) return [{ field, rule: 'must be the code of a known starosta district' }];
  return unless(hromada === undefined || hromada.code === districtHromadaCode, field, 'must be of the same hromada');
}

/** Прип’ять and Чорнобиль belong to no hromada: any hromada of their oblast agrees with them. */
function checkSettlement({ settlementCode }: NamedPlaces, facts: PlaceFacts): Violation[] {
  const field = 'report.settlement_code';
  const { hromada, settlementHromadaCode, isSettlementOfOblast } = facts;
  if (settlementCode === '') return [];
  if (settlementHromadaCode === undefined) return [{ field, rule: 'must be the KATOTTG code of a known settlement' }];
  if (hromada === undefined) return [];
  const agrees = settlementHromadaCode === '' ? isSettlementOfOblast : settlementHromadaCode === hromada.code;
  if (!agrees) return [{ field, rule: 'must lie in the same hromada' }];
  return unless(facts.isSettlementOfDistrict, field, 'must lie in the starosta district');
}

function checkPoint({ location }: NamedPlaces, { hromada, isInUkraine, isPointOfHromada }: PlaceFacts): Violation[] {
  const field = 'report.location';
  if (location === undefined) return [];
  if (!isInUkraine) return [{ field, rule: 'must lie in Ukraine' }];
  return unless(
    hromada === undefined || isPointOfHromada,
    field,
    'must lie in the hromada, or within 250 m of its border',
  );
}
