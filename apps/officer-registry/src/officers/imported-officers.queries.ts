import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { unless } from '@safe-community/domain-kit';
import { recordedAnswers } from '@safe-community/ledger';
import { importSource, query, ROW_ANSWER, rowId } from '@safe-community/service-kit';
import { checkExternalId, checkSourceSystem } from './imported-officer.ts';

const MOST_IDS = 1_000;

/** The imported officers of a source, in the order in which the request names them. */
export const LIST_IMPORTED_OFFICERS = query(OfficerServiceService.listImportedOfficers, {
  parse({ externalIds }, fields) {
    const sourceSystem = fields.text('source_system', checkSourceSystem);
    const isSome = externalIds.length > 0 && externalIds.length <= MOST_IDS;
    fields.check(unless(isSome, 'external_ids', `must be 1 to ${MOST_IDS}`));
    fields.check(externalIds.flatMap((id, index) => checkExternalId(id, `external_ids[${index}]`)));
    return { sourceSystem, externalIds };
  },
  async read({ sourceSystem, externalIds }, _call, database) {
    const known = externalIds.map((externalId) => ({ externalId, id: rowId(sourceSystem, externalId) }));
    const ids = known.map(({ id }) => id);
    const answers = await recordedAnswers(database.em.fork(), importSource(sourceSystem), ids);
    return known.flatMap(({ externalId, id }) => {
      const answer = answers.get(id);
      return answer === undefined ? [] : [{ externalId, officerId: ROW_ANSWER.decode(answer) }];
    });
  },
  reply: (officers) => ({ officers }),
});
