import type { ImportedRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ROW_ANSWER, rowId, sourceOf } from './row-key.app.ts';

export interface TakenRowsPorts {
  /** The answers that some of these ids have, by the id. */
  readonly answersTo: (caller: string, requestIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

/** Those rows of a source that were taken, in the order in which they are asked for. */
export async function listImportedRows(
  { answersTo }: TakenRowsPorts,
  sourceSystem: string,
  externalIds: readonly string[],
): Promise<ImportedRow[]> {
  const asked = externalIds.map((externalId) => ({ externalId, id: rowId(sourceSystem, externalId) }));
  const answers = await answersTo(
    sourceOf(sourceSystem),
    asked.map(({ id }) => id),
  );
  return asked.flatMap(({ externalId, id }) => {
    const answer = answers.get(id);
    return answer === undefined ? [] : [{ externalId, incidentId: ROW_ANSWER.decode(answer) }];
  });
}
