import {
  checkDay,
  checkName,
  invalid,
  kyivDay,
  preconditionFailed,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';

/** A firmware version of a model that no camera may keep. */
export interface FirmwareRecall {
  /** UUID version 7. */
  readonly recallId: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly dueOn: Day;
  readonly source: string;
  readonly recalledAt: Date;
}

/** How far a recall has come. */
interface Progress {
  readonly affected: number;
  readonly remaining: number;
  readonly lost: number;
}

export interface TrackedRecall extends FirmwareRecall, Progress {
  readonly completedAt?: Date;
}

const MODEL = { least: 2, most: 80 };
const SOURCE = { least: 2, most: 500 };

export function checkRecall({ model, dueOn, source }: Pick<FirmwareRecall, 'model' | 'dueOn' | 'source'>): Violation[] {
  return [...checkName(model, 'model', MODEL), ...checkDay(dueOn, 'due_on'), ...checkName(source, 'source', SOURCE)];
}

/** @param affected cameras with this firmware that are not retired. */
export function recallFirmware<Recall extends FirmwareRecall>(recall: Recall, affected: number): Decision<Recall> {
  if (recall.dueOn < kyivDay(recall.recalledAt)) return invalid([{ field: 'due_on', rule: 'must not be in the past' }]);
  if (affected === 0) return preconditionFailed('FIRMWARE_UNKNOWN', 'no camera of this model has this firmware');
  return recall;
}
