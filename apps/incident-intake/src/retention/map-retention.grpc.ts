import type { GetRetentionResponse } from '@safe-community/contracts/incidents/v1/retention_service.ts';
import type { Retention } from './retention-ports.app.ts';
import type { LegalHold } from './legal-hold.ts';

/** What was erased is due no more. */
export function toRetentionMessage({ eraseAt, erasedAt, holds }: Retention): GetRetentionResponse {
  return {
    eraseDueTime: erasedAt === undefined ? eraseAt : undefined,
    erasedTime: erasedAt,
    holds: holds.map(toHold),
  };
}

function toHold({ holdId, ground, placedAt, system, actingUser, released }: LegalHold) {
  return {
    holdId,
    ground,
    placedTime: placedAt,
    placedBy: actingUser === '' ? system : `${system}/${actingUser}`,
    releasedTime: released?.at,
    releaseGround: released?.ground ?? '',
  };
}
