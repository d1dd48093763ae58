import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';
import { NormStatus, type BeatNorm as NormMessage } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { enumNames, etagOf, RULE_STATUSES } from '@safe-community/domain-kit';
import type { Beat } from './beat.ts';
import type { BeatNorm } from './norm.ts';

export const { nameOf: toRuleStatus, numberOf: ruleStatusNumber } = enumNames(NormStatus, RULE_STATUSES);

export function toBeatMessage(beat: Beat): BeatRecord {
  const { beatId, hromadaCode, name, isWhole, unitCodes, createdAt, validFrom, retiredAt } = beat;
  return {
    beatId,
    hromadaCode,
    name,
    wholeHromada: isWhole,
    unitCodes: [...unitCodes],
    createdTime: createdAt,
    validFromTime: validFrom,
    retiredTime: retiredAt,
    etag: etagOf(beat),
  };
}

export function toNormMessage(norm: BeatNorm): NormMessage {
  return {
    peopleRural: norm.peopleRural,
    peopleUrban: norm.peopleUrban,
    largeHromadaPopulation: norm.largePopulation ?? 0,
    validFromTime: norm.validFrom,
    source: norm.source,
    status: ruleStatusNumber(norm.status),
  };
}
