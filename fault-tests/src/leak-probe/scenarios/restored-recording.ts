import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import pg from 'pg';
import type { System } from '../../system/system.ts';
import { OFFICIAL, said } from '../canaries.ts';
import type { ProbeContext } from '../probe-context.ts';

/** Restores a recording. That one expires takes days, so its state is written past the service. */
export async function runRestoreScenario({ probe, random }: ProbeContext, system: System): Promise<void> {
  const client = new pg.Client({ connectionString: system.adminUrl('camera-rollout') });
  await client.connect();
  const { rows } = await client.query<{ recording_id: string }>(EXPIRE);
  await client.end();
  await probe.ask(Retention.restore, {
    requestId: random.uuid(),
    recordingId: rows[0]?.recording_id ?? '',
    reason: OFFICIAL.ground,
    place: said('робоче місце'),
  });
}

const EXPIRE = `
  insert into recording_expiry (recording_id, state, restorable_until, state_since)
  select recording_id, 'expired', current_date + 30, now() from recording limit 1
  returning recording_id`;
