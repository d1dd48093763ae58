import { ChainProblem } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CaptureSignature,
  LinkState,
  RecordingFlag,
  StoredObject,
  type ListedRecording,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { ExpiryState, RetentionClock } from '@safe-community/contracts/cameras/v1/retention.ts';
import { say } from '../terminal/language.ts';
import { kyivTime } from '../time/show-time.ts';
import { words } from './words.ts';

export const FLAGS = words([
  [RecordingFlag.NOT_HELD, 'not-held', 'камеру не було видано'],
  [RecordingFlag.OVERLAP, 'overlap', 'накладання'],
  [RecordingFlag.CLOCK_SKEW, 'clock-skew', 'неточний годинник'],
  [RecordingFlag.SPLIT, 'split', 'розділено'],
]);

export const LINKS = words([
  [LinkState.NONE, 'none', 'немає'],
  [LinkState.PROPOSED, 'proposed', 'запропоновано'],
  [LinkState.CONFIRMED, 'confirmed', 'підтверджено'],
]);

export const OBJECTS = words([
  [StoredObject.UNCHECKED, 'unchecked', 'не перевірено'],
  [StoredObject.INTACT, 'intact', 'цілий'],
  [StoredObject.MISSING, 'missing', 'відсутній'],
  [StoredObject.ALTERED, 'altered', 'змінений'],
  [StoredObject.DELETED, 'deleted', 'видалений'],
]);

export const EXPIRIES = words([
  [ExpiryState.KEPT, 'kept', 'зберігається'],
  [ExpiryState.ANNOUNCED, 'announced', 'оголошено видалення'],
  [ExpiryState.EXPIRED, 'expired', 'строк минув'],
  [ExpiryState.DELETED, 'deleted', 'видалено'],
]);

export const RETENTION_CLOCKS = words([
  [RetentionClock.RECORDED, 'recorded', 'запис'],
  [RetentionClock.UPLOADED, 'uploaded', 'завантаження'],
]);

export const SIGNATURES = words([
  [CaptureSignature.ABSENT, 'absent', 'немає'],
  [CaptureSignature.VALID, 'valid', 'дійсний'],
  [CaptureSignature.BROKEN, 'broken', 'недійсний'],
]);

export const CHAIN_PROBLEMS = words([
  [ChainProblem.ALTERED, 'altered', 'змінено', 'was altered'],
  [ChainProblem.MISSING, 'missing', 'вилучено', 'was removed'],
  [ChainProblem.INSERTED, 'inserted', 'вставлено', 'was inserted'],
  [
    ChainProblem.TEXT_ALTERED,
    'text-altered',
    'причина не та, яку було записано',
    'has another reason than the one that was written',
  ],
  [ChainProblem.TEXT_MISSING, 'text-missing', 'причину втрачено', 'has lost its reason'],
  [
    ChainProblem.ANCHOR_BROKEN,
    'anchor-broken',
    'журнал аудиту не підтверджує: змінено прив’язку або ланцюг під нею',
    'is not confirmed by the audit: its anchor, or a chain that it covers, was changed',
  ],
  [
    ChainProblem.ANCHOR_MISSING,
    'anchor-missing',
    'журнал аудиту більше не охоплює: прив’язку вилучено',
    'is no longer covered by the audit: its anchor was removed',
  ],
  [
    ChainProblem.HEAD_MISSING,
    'head-missing',
    'останній, що лишився: кінець ланцюга та ключ причин вилучено',
    'is the last that is left: the end of the chain and the key of its reasons were removed',
  ],
]);

/** "frozen", "announced for 2026-02-05", "expired, until 2026-02-15", "deleted 15.02.26, 03:00:00". */
export function nameOfExpiry(recording: ListedRecording): string {
  const { expiryState, frozen, expiresOn, restorableUntil, deletedTime } = recording;
  const keeping = frozen ? say({ uk: ', утримується', en: ', frozen' }) : '';
  if (expiryState === ExpiryState.ANNOUNCED) {
    return `${say({ uk: `видалення ${expiresOn}`, en: `announced for ${expiresOn}` })}${keeping}`;
  }
  if (expiryState === ExpiryState.EXPIRED) {
    const until = say({ uk: `минув, відновний до ${restorableUntil}`, en: `expired, until ${restorableUntil}` });
    return `${until}${keeping}`;
  }
  if (expiryState === ExpiryState.DELETED) return `${EXPIRIES.nameOf(expiryState)} ${kyivTime(deletedTime)}`;
  return frozen ? say({ uk: 'утримується', en: 'frozen' }) : EXPIRIES.nameOf(expiryState);
}
