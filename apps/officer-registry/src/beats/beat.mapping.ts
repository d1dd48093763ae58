import {
  NormStatus as Statuses,
  type BeatNorm as NormMessage,
  type BeatRecord,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import { enumNames, etagOf } from '@safe-community/domain-kit';
import { type Beat } from './beat.ts';
import { NORM_STATUSES, type BeatNorm } from './norm.ts';

const { nameOf, numberOf: normStatusNumber } = enumNames(Statuses, NORM_STATUSES);
export const toNormStatus = nameOf;

export function toBeatMessage(beat: Beat): BeatRecord {
  const { beatId, hromadaCode, name, isWhole, unitCodes, createdAt, retiredAt, demonstration } = beat;
  return {
    beatId,
    hromadaCode,
    name,
    wholeHromada: isWhole,
    unitCodes: [...unitCodes],
    createdTime: createdAt,
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
    status: normStatusNumber(norm.status),
  };
}
