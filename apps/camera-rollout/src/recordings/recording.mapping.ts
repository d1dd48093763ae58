import {
  CaptureSignature as Signatures,
  LinkState as LinkStates,
  RecordingFlag,
  type RecordingMetadata,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { enumNames, unless, type Fields } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { CAPTURE_SIGNATURES, checkMetadata, LINK_STATES, type Metadata, type Recording } from './recording.ts';

export const { nameOf: signatureName, numberOf: signatureNumber } = enumNames(Signatures, CAPTURE_SIGNATURES);
export const { nameOf: linkStateName, numberOf: linkStateNumber } = enumNames(LinkStates, LINK_STATES);

export function readMetadata(message: RecordingMetadata, fields: Fields<RecordingMetadata>): Metadata {
  const { durationMs, sizeBytes, storeReference, category, captureSignature, clockOffsetMs, hromadaCode } = message;
  const given: Metadata = {
    cameraId: fields.uuid('camera_id'),
    officerId: fields.uuid('officer_id'),
    cameraTime: fields.time('start_time'),
    durationMs,
    sizeBytes,
    sha256: message.sha256.toLowerCase(),
    storeReference,
    category,
    captureSignature:
      captureSignature === 0 ? 'absent' : fields.word('capture_signature', signatureName, 'states of a signature'),
    uploadedAt: fields.optionalTime('upload_time'),
    clockOffsetMs,
    hromadaCode,
  };
  const isPlace = hromadaCode === '' || findHromada(hromadaCode) !== undefined;
  fields.check(checkMetadata(given));
  fields.check(unless(isPlace, 'hromada_code', 'must be empty or the KATOTTG code of a known hromada or city'));
  return given;
}

/** Flags that follow from the recording itself. */
export function ownFlags({ notHeld, clockSkew }: Pick<Recording, 'notHeld' | 'clockSkew'>): RecordingFlag[] {
  return [...(notHeld ? [RecordingFlag.NOT_HELD] : []), ...(clockSkew ? [RecordingFlag.CLOCK_SKEW] : [])];
}
