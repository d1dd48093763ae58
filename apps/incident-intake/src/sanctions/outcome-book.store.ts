import { rows, toOptionalDate } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { OutcomeBook } from './outcome-book.app.ts';
import { isWorks, type OutcomeKind } from './outcome.ts';
import { caseKey } from '../incident/incident.store.ts';
import { sealText } from './outcome-rows.store.ts';
import { countParts } from '../incident/count-parts.store.ts';

export function outcomeBook(keyring: Keyring): OutcomeBook {
  return {
    count: (em, incidentId) => countParts(em, 'outcome', incidentId),
    async add(em, incidentId, recorded) {
      const { outcomeId, recordedAt, outcome } = recorded;
      const works = isWorks(outcome) ? outcome : undefined;
      const sealed = sealText(keyring, incidentId, await caseKey(em, keyring, incidentId), recorded);
      await rows(
        em,
        `insert into outcome (outcome_id, incident_id, kind, article, hours, hours_per_day, minor, sealed, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          outcomeId,
          incidentId,
          outcome.kind,
          'article' in outcome ? outcome.article : null,
          works?.hours ?? null,
          works?.hoursPerDay ?? null,
          works?.minor ?? null,
          sealed,
          recordedAt,
        ],
      );
    },
    async find(em, incidentId, outcomeId) {
      const [row] = await rows<{ outcome_id: string; kind: OutcomeKind; revoked_at: string | null }>(
        em,
        'select outcome_id, kind, revoked_at from outcome where outcome_id = $1 and incident_id = $2',
        [outcomeId, incidentId],
      );
      if (row === undefined) return undefined;
      const revokedAt = toOptionalDate(row.revoked_at);
      return { outcomeId: row.outcome_id, kind: row.kind, revokedAt };
    },
    async revoke(em, outcomeId, at) {
      await rows(em, 'update outcome set revoked_at = $2 where outcome_id = $1', [outcomeId, at]);
    },
  };
}
