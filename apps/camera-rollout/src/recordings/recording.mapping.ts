import {
  CaptureSignature as Signatures,
  LinkGround as Grounds,
  LinkState as LinkStates,
  RecordingFlag,
  StoredObject as StoredObjects,
  type ListedRecording as ListedMessage,
  type ProposedLink as ProposalMessage,
  type Recording as RecordingMessage,
  type RecordingMetadata,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { ExpiryState as ExpiryStates } from '@safe-community/contracts/cameras/v1/retention.ts';
import { enumNames, unless, type Fields } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { LINK_GROUNDS, type ProposedLink } from './link.ts';
import { LISTED_OBJECTS, RECORDING_FLAGS } from './recording-list.store.ts';
import {
  CAPTURE_SIGNATURES,
  checkMetadata,
  EXPIRY_STATES,
  LINK_STATES,
  type ListedRecording,
  type Metadata,
  type Recording,
} from './recording.ts';

const { nameOf: signatureName, numberOf: signatureNumber } = enumNames(Signatures, CAPTURE_SIGNATURES);
const links = enumNames(LinkStates, LINK_STATES);
export const linkStateName = links.nameOf;
export const { nameOf: storedObjectName, numberOf: storedObjectNumber } = enumNames(StoredObjects, LISTED_OBJECTS);
export const { nameOf: expiryStateName, numberOf: expiryStateNumber } = enumNames(ExpiryStates, EXPIRY_STATES);
export const { nameOf: flagName } = enumNames(RecordingFlag, RECORDING_FLAGS);
const { numberOf: groundNumber } = enumNames(Grounds, LINK_GROUNDS);

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

export function toListedMessage(recording: ListedRecording): ListedMessage {
  const { recordingId, cameraId, officerId, oblastCode, durationMs, category, expiry } = recording;
  return {
    recordingId,
    cameraId,
    officerId,
    patrolUnitCode: recording.unitCode,
    oblastCode,
    startedTime: recording.startedAt,
    durationMs,
    category,
    captureSignature: signatureNumber(recording.captureSignature),
    uploadTime: recording.uploadedAt,
    flags: flagsOf(recording),
    linkState: links.numberOf(recording.linkState),
    storedObject: storedObjectNumber(expiry.state === 'deleted' ? 'deleted' : recording.storedObject),
    verifiedTime: recording.verifiedAt,
    expiryState: expiryStateNumber(expiry.state),
    frozen: expiry.frozen,
    expiresOn: expiry.expiresOn,
    restorableUntil: expiry.restorableUntil,
    deletedTime: expiry.deletedAt,
  };
}

function flagsOf(recording: ListedRecording): RecordingFlag[] {
  const { overlaps, continuesId, continuedById } = recording;
  return [
    ...ownFlags(recording),
    ...(overlaps ? [RecordingFlag.OVERLAP] : []),
    ...(continuesId !== '' || continuedById !== '' ? [RecordingFlag.SPLIT] : []),
  ];
}

/** @param incidentId of a confirmed link that the caller may see; otherwise empty. */
export function toRecordingMessage(
  recording: ListedRecording,
  overlappingRecordingIds: string[],
  incidentId: string,
): RecordingMessage {
  return {
    listed: toListedMessage(recording),
    metadata: toMetadataMessage(recording),
    registeredTime: recording.registeredAt,
    overlappingRecordingIds,
    continuesRecordingId: recording.continuesId,
    continuedByRecordingId: recording.continuedById,
    incidentId,
  };
}

function toMetadataMessage(recording: Recording): RecordingMetadata {
  return {
    cameraId: recording.cameraId,
    officerId: recording.officerId,
    startTime: recording.cameraTime,
    durationMs: recording.durationMs,
    sizeBytes: recording.sizeBytes,
    sha256: recording.sha256,
    storeReference: recording.storeReference,
    category: recording.category,
    captureSignature: signatureNumber(recording.captureSignature),
    uploadTime: recording.uploadedAt,
    clockOffsetMs: recording.clockOffsetMs,
    hromadaCode: recording.hromadaCode,
  };
}

export function toProposalMessage({ incidentId, score, grounds }: ProposedLink): ProposalMessage {
  return { incidentId, score, grounds: grounds.map(groundNumber) };
}
