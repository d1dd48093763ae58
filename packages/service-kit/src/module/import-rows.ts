import { createHash } from 'node:crypto';
import { checkSourceSystem, checkUuid, Refusal, refuseInvalid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { senderOf, wasRecorded, type Sender } from '@safe-community/ledger';
import type { Runtime } from './rpc.ts';

/** Rows that may wait for their commit: enough for the batch that is being committed and the next one. */
const WINDOW = 512;

/** An import as its header describes it. */
export interface ImportSource {
  readonly requestId: string;
  readonly sourceSystem: string;
  readonly by: Sender;
}

/** Reads the header of an import. Throws one INVALID_ARGUMENT with all violations if there are any. */
export function importSourceOf(header: Omit<ImportSource, 'by'>, call: CallContext): ImportSource {
  const { requestId, sourceSystem } = header;
  refuseInvalid([
    ...checkUuid(requestId, 'header.request_id'),
    ...checkSourceSystem(sourceSystem, 'header.source_system'),
  ]);
  return { requestId: requestId.toLowerCase(), sourceSystem, by: senderOf(call) };
}

/** A row as it was received. */
export interface NumberedRow {
  readonly rowNumber: number;
  /** SHA-256 of the content, without the number. */
  readonly digest: Buffer;
}

/** The parts of an import that differ between methods. */
export interface RowImport<Row extends NumberedRow, Result, Response> {
  readonly source: ImportSource;
  /** What a repeated import must have in common besides its rows. */
  readonly header: string;
  /** The rows of each message. A refusal ends the import. */
  readonly rows: AsyncIterable<readonly Row[] | Refusal>;
  /** Writes a row. Throws only for faults; an invalid row is a result. */
  readonly take: (row: Row) => Promise<Result>;
  readonly account: ImportAccount<Result, Response>;
}

/** Counts the results of the rows so far. */
export interface ImportAccount<Result, Response> {
  readonly response: Response;
  add(rowNumber: number, result: Result): void;
  /** The refusal that ends the import, with the results of the rows before it. */
  attachedTo(refusal: Refusal): Refusal;
}

/** How the response is stored for a repeated import. */
interface Codec<Response> {
  readonly responseSerialize: (response: Response) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/**
 * Imports rows; each row is accepted or rejected on its own. A repeated import adds nothing: the same rows get the
 * stored response, other rows are rejected. Its audit entry names the source system; each row has an entry of its own.
 */
export async function importRows<Row extends NumberedRow, Result, Response>(
  { database, unitOfWork }: Runtime,
  codec: Codec<Response>,
  { method }: Pick<CallContext, 'method'>,
  { source: { by, requestId, sourceSystem }, header, rows, take, account }: RowImport<Row, Result, Response>,
): Promise<Response> {
  const isAnswered = await wasRecorded(database.em.fork(), by.system, requestId);
  const digest = createHash('sha256').update(header);
  const underWay: RowUnderWay<Result>[] = [];
  let broken: Refusal | undefined;
  for await (const message of rows) {
    if (message instanceof Refusal) {
      broken = message;
      break;
    }
    for (const row of message) {
      digest.update(row.digest);
      if (isAnswered) continue;
      underWay.push({ rowNumber: row.rowNumber, result: handled(take(row)) });
      if (underWay.length === WINDOW) await countOldest(account, underWay);
    }
  }
  while (underWay.length > 0) await countOldest(account, underWay);
  if (broken !== undefined) throw isAnswered ? broken : account.attachedTo(broken);
  const key = { caller: by.system, requestId, method, digest: digest.digest(), by };
  const answer = codec.responseSerialize(account.response);
  const kept = await unitOfWork.write(key, async () => ({ answer, events: [], about: [sourceSystem] }));
  return codec.responseDeserialize(Buffer.from(kept));
}

interface RowUnderWay<Result> {
  readonly rowNumber: number;
  readonly result: Promise<Result>;
}

/** The first row that meets a fault ends the import. The rows after it are not awaited; they may fail as well. */
function handled<Result>(result: Promise<Result>): Promise<Result> {
  result.catch(() => undefined);
  return result;
}

async function countOldest<Result>(
  account: ImportAccount<Result, unknown>,
  underWay: RowUnderWay<Result>[],
): Promise<void> {
  const oldest = underWay.shift();
  if (oldest !== undefined) account.add(oldest.rowNumber, await oldest.result);
}

/** The next message; the refusal if it cannot be decoded. A broken stream throws. */
export async function nextMessage<Message>(
  messages: AsyncIterator<Message>,
): Promise<IteratorResult<Message> | Refusal> {
  try {
    return await messages.next();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The refusal of a message that is in the wrong place or has the wrong parts. */
export function misplaced(message: string, field: string, rule: string): Refusal {
  return new Refusal('invalid-argument', message, { reason: 'FIELDS_INVALID', violations: [{ field, rule }] });
}

/** What a refused row says if its id is known with other content. */
export const KNOWN_OTHERWISE: Violation = {
  field: 'external_id',
  rule: 'is known with other content; what was taken stays as it is',
};

/** A refusal is sent in headers, which have room for about 5 KB: longer lists would leave no room for the counts. */
const MAX_LIST_BYTES = 1_800;
/** Tag and length of an element. */
const ELEMENT_BYTES = 3;

/** The first elements of a list that fit into a refusal. */
export function fitting<T>(list: readonly T[], type: { encode(element: T): { finish(): Uint8Array } }): T[] {
  let bytes = 0;
  const firstBeyond = list.findIndex((element) => {
    bytes += type.encode(element).finish().length + ELEMENT_BYTES;
    return bytes > MAX_LIST_BYTES;
  });
  return list.slice(0, firstBeyond === -1 ? list.length : firstBeyond);
}
