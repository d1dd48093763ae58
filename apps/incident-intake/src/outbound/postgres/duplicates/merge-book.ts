import { rows } from '@safe-community/database';
import type { MergeBook } from '../../../app/duplicates/duplicate-ports.ts';

export const mergeBook: MergeBook = {
  async primaryOf(em, incidentId) {
    const [row] = await rows<{ merged_into: string | null }>(
      em,
      'select merged_into from incident where incident_id = $1',
      [incidentId],
    );
    return row?.merged_into ?? undefined;
  },
  async countDuplicates(em, incidentId) {
    const [row] = await rows<{ count: number }>(
      em,
      'select count(*)::int as count from incident where merged_into = $1',
      [incidentId],
    );
    return row?.count ?? 0;
  },
};
