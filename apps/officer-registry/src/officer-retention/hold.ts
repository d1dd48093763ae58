import { notFound, preconditionFailed, type Decision } from '@safe-community/domain-kit';

/** Why the personal data of an officer must stay. */
export interface Hold {
  readonly holdId: string;
  /** Not encrypted, since it stays: it contains nothing personal. */
  readonly ground: string;
  readonly placedAt: Date;
  /** Name of the calling system. */
  readonly caller: string;
  readonly releasedAt: Date | undefined;
  readonly releaseGround: string;
}

/** An officer, as far as the retention concerns it. */
export interface Retained {
  readonly officerId: string;
  /** Undefined unless the officer is dismissed. */
  readonly dismissedOn: string | undefined;
  readonly erasedAt: Date | undefined;
  /** Oldest first, including released ones. */
  readonly holds: readonly Hold[];
}

const MAX_HOLDS = 100;

/** Of an officer in any state: a dispute may begin before the dismissal. */
export function place({ erasedAt, holds }: Retained, hold: Hold): Decision<Hold> {
  if (erasedAt !== undefined) {
    return preconditionFailed('PERSONAL_DATA_ERASED', 'the personal data of the officer was erased');
  }
  if (holds.length >= MAX_HOLDS) {
    return preconditionFailed('TOO_MANY_HOLDS', `the officer has ${MAX_HOLDS} holds already`);
  }
  return hold;
}

export function release({ holds }: Retained, holdId: string, ground: string, at: Date): Decision<Hold> {
  const hold = holds.find((each) => each.holdId === holdId && each.releasedAt === undefined);
  return hold === undefined ? notFound('hold in force') : { ...hold, releasedAt: at, releaseGround: ground };
}
