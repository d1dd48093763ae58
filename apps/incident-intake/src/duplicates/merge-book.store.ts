import { rows } from '@safe-community/database';
import type { MergeBook } from './duplicate-ports.app.ts';
import { countParts } from '../incident/count-parts.store.ts';

export const mergeBook: MergeBook = {
  async primaryOf(em, incidentId) {
    const [row] = await rows<{ merged_into: string | null }>(
      em,
      'select merged_into from incident where incident_id = $1',
      [incidentId],
    );
    return row?.merged_into ?? undefined;
  },
  countDuplicates: (em, incidentId) => countParts(em, 'incident', incidentId, 'merged_into'),
};
