import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import { recordedAnswers } from '@safe-community/ledger';
import { importSource, query, ROW_ANSWER, rowId } from '@safe-community/service-kit';
import { checkExternalId, checkSourceSystem } from './imported-row.ts';

const MOST_IDS = 1_000;

/** The imported rows of a source, in the order in which the request names them. */
export const listImportedRows = query(IncidentIntakeServiceService.listImportedRows, {
  parse({ externalIds }, fields) {
    const sourceSystem = fields.text('source_system', checkSourceSystem);
    fields.check(checkExternalIds(externalIds));
    return { sourceSystem, externalIds };
  },
  async read({ sourceSystem, externalIds }, _call, database) {
    const rows = externalIds.map((externalId) => ({ externalId, id: rowId(sourceSystem, externalId) }));
    const ids = rows.map(({ id }) => id);
    const answers = await recordedAnswers(database.em.fork(), importSource(sourceSystem), ids);
    return rows.flatMap(({ externalId, id }) => {
      const answer = answers.get(id);
      return answer === undefined ? [] : [{ externalId, incidentId: ROW_ANSWER.decode(answer) }];
    });
  },
  reply: (rows) => ({ rows }),
});

function checkExternalIds(externalIds: readonly string[]): Violation[] {
  if (externalIds.length === 0 || externalIds.length > MOST_IDS) {
    return [{ field: 'external_ids', rule: `must be 1 to ${MOST_IDS}` }];
  }
  return externalIds.flatMap((externalId, index) => checkExternalId(externalId, `external_ids[${index}]`));
}
