import {
  FaultKind as Kinds,
  type FirmwareRecall as RecallMessage,
} from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { FAULT_KINDS } from './fault.ts';
import type { TrackedRecall } from './recall.ts';

export const { nameOf: kindName, numberOf: kindNumber } = enumNames(Kinds, FAULT_KINDS);

export function toRecallMessage({ recalledAt, completedAt, ...recall }: TrackedRecall): RecallMessage {
  return { ...recall, recalledTime: recalledAt, completedTime: completedAt };
}
