import type { BeatNorm as NormMessage } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { ruleStatusNumber } from '../dated-rules/module.ts';
import { etagOf } from '@safe-community/domain-kit';
import type { Beat } from './beat.ts';
import type { BeatNorm } from './norm.ts';
import type { BeatRecord } from '@safe-community/contracts/officers/v1/beat.ts';

export function toBeatMessage(beat: Beat): BeatRecord {
  const { beatId, hromadaCode, name, isWhole, unitCodes, createdAt, validFrom, retiredAt, demonstration } = beat;
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
    demonstration,
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
