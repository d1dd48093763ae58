import { checkExternalId, checkSourceSystem, unless } from '@safe-community/domain-kit';
import { recordedAnswers } from '@safe-community/ledger';
import { query } from './query.ts';
import { importSource, ROW_ANSWER, rowId } from './row-key.ts';
import type { Replied } from './named-installation.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

const MAX_IDS = 1_000;

/** The fields that every request for imported rows has. */
interface ImportedRequest {
  readonly sourceSystem: string;
  readonly externalIds: readonly string[];
}

/** A row that was imported, and the id of what it became. */
export interface Imported {
  readonly externalId: string;
  readonly id: string;
}

/** Declares an RPC that lists imported rows of a source, in the order in which the request names them. */
export function listImported<Request extends ImportedRequest, Response extends object>(
  method: UnaryMethod<Request, Response>,
  reply: (imported: readonly Imported[]) => Replied<Response>,
): Rpc {
  return query<Request, Response, ImportedRequest, readonly Imported[]>(method, {
    parse({ request: { sourceSystem, externalIds }, fields }) {
      fields.check(checkSourceSystem(sourceSystem, 'source_system'));
      const isSome = externalIds.length > 0 && externalIds.length <= MAX_IDS;
      fields.check(unless(isSome, 'external_ids', `must be 1 to ${MAX_IDS}`));
      if (isSome) fields.check(externalIds.flatMap((id, index) => checkExternalId(id, `external_ids[${index}]`)));
      return { sourceSystem, externalIds };
    },
    async read({ query: { sourceSystem, externalIds }, database }) {
      const rowIds = externalIds.map((externalId) => rowId(sourceSystem, externalId));
      const answers = await recordedAnswers(database.em.fork(), importSource(sourceSystem), rowIds);
      return externalIds.flatMap((externalId, index) => {
        const answer = answers.get(rowIds[index] ?? '');
        return answer === undefined ? [] : [{ externalId, id: ROW_ANSWER.decode(answer) }];
      });
    },
    reply: ({ found }) => reply(found),
  });
}
