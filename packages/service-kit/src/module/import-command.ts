import { hash } from 'node:crypto';
import { attach, checkExternalId, Refusal, type Parsed, type Violation } from '@safe-community/domain-kit';
import { inspectMessage, type CallContext, type MethodDescription } from '@safe-community/grpc-kit';
import type { DeclaredWrite } from './command.ts';
import {
  fitting,
  importRows,
  importSourceOf,
  KNOWN_OTHERWISE,
  misplaced,
  nextMessage,
  type ImportAccount,
  type ImportSource,
} from './import-rows.ts';
import { importKey } from './row-key.ts';
import { stream, type Bound, type Rpc, type UploadMethod } from './rpc.ts';

type Header = Omit<ImportSource, 'by'>;

/** A message of an import: the header, rows, or the end. */
interface ImportMessage<Row> {
  readonly part?:
    | { readonly $case: 'header'; readonly value: Header }
    | { readonly $case: 'end'; readonly value: { readonly rows: number } }
    | undefined;
  readonly rows: readonly Row[];
}

export interface ImportedRow {
  readonly rowNumber: number;
  /** Rows that replace what is stored have none. */
  readonly externalId?: string;
}

interface RefusedField extends Violation {
  readonly rowNumber: number;
}

/** The fields that the response to every such import has. */
export interface RowCounts {
  added: number;
  /** Of rows that replace what is stored. */
  updated?: number;
  alreadyKnown: number;
  refused: number;
  refusedFields: RefusedField[];
}

interface Encoder<Message> {
  encode(message: Message): { finish(): Uint8Array };
}

/** A method that imports rows. Its response is named like the method. */
export interface ImportMethod<Row, Response> extends UploadMethod<ImportMessage<Row>, Response> {
  readonly responseSerialize: (response: Response) => Buffer;
}

/** The parts that differ between imports of rows with several fields. */
export interface ImportDeclaration<Row, Command, Response, Deps = unknown> {
  readonly row: Encoder<Row>;
  /** "safecommunity.officers.v1.OfficerImportRow" */
  readonly rowName: string;
  readonly response: Encoder<Response> & { create(): Response };
  readonly refusedField: Encoder<RefusedField>;
  /** Reads rows. Called once for each import, so that it may remember what the rows have in common. */
  readonly reader: (bound: Bound<Deps>, call: CallContext) => Promise<(row: Row) => Promise<Parsed<Command>>>;
  /** The stored response to a row is the id of what it became, which `listImported` reads. */
  readonly write: DeclaredWrite<Command, string, Deps>;
  /** What a refusal of the write says about the row, by its reason. Others without violations end the import. */
  readonly rules: Readonly<Record<string, Violation>>;
  /** For rows that replace what is stored under a key of their own. Each import writes them again unless they equal it. */
  readonly replacing?: {
    /** Names the row within its import. */
    readonly keyOf: (command: Command) => string;
    readonly effectOf: (command: Command) => 'added' | 'updated' | 'known';
  };
}

/**
 * Declares an RPC that imports rows; each row is accepted or rejected on its own. A repeated import adds nothing: the
 * same rows get the stored result, other rows are rejected.
 */
export function importCommand<Row extends ImportedRow, Command, Response extends RowCounts, Deps = unknown>(
  method: ImportMethod<Row, Response>,
  declaration: ImportDeclaration<Row, Command, Response, Deps>,
): Rpc<Deps> {
  return stream<ImportMessage<Row>, Response, Deps>(method, (bound) => async (requests, call) => {
    const parts = requests[Symbol.asyncIterator]();
    const source = importSourceOf(await readHeader(parts), call);
    const read = await declaration.reader(bound, call);
    const inOrder = ordered<Parsed<Command>>();
    return importRows(bound, method, call, {
      source,
      header: source.sourceSystem,
      rows: readRows(parts, declaration.row),
      take: async (row) => {
        const parsed = await inOrder(parseRow(declaration, read, row));
        if ('violations' in parsed) return { outcome: 'refused', violations: parsed.violations };
        return writeRow(declaration, { bound, call, source }, row, parsed.value);
      },
      account: new ImportResults(declaration, responseName(method)),
    });
  });
}

/** Results become known in the order of the calls: of two rows with the same id, the first one is written. */
function ordered<Result>(): (result: Promise<Result>) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve();
  return (result) => {
    const own = before.then(() => result);
    // The fault of a row ends the import where that row is counted.
    before = own.catch(() => undefined);
    return own;
  };
}

async function parseRow<Row extends ImportedRow, Command>(
  { rowName, replacing }: { readonly rowName: string; readonly replacing?: object },
  read: (row: Row) => Promise<Parsed<Command>>,
  row: Row,
): Promise<Parsed<Command>> {
  const broken = inspectMessage(rowName, row);
  if (broken.length > 0) return { violations: broken };
  const parsed = await read(row);
  const violations = [
    ...(replacing === undefined ? checkExternalId(row.externalId ?? '', 'external_id') : []),
    ...('violations' in parsed ? parsed.violations : []),
  ];
  return violations.length === 0 ? parsed : { violations };
}

/** Throws only for faults; an invalid row is a result. */
async function writeRow<Command, Deps>(
  { write, rules, replacing }: Pick<ImportDeclaration<never, Command, never, Deps>, 'write' | 'rules' | 'replacing'>,
  { bound, call, source }: { bound: Bound<Deps>; call: CallContext; source: ImportSource },
  { externalId = '', digest }: { readonly externalId?: string; readonly digest: Buffer },
  command: Command,
): Promise<RowOutcome> {
  const { requestId, sourceSystem, by } = source;
  const effect = replacing?.effectOf(command) ?? 'added';
  if (effect === 'known') return { outcome: 'known' };
  // No source system has a "/" in its name.
  const key =
    replacing === undefined
      ? importKey(sourceSystem, externalId, digest, by)
      : importKey(`${sourceSystem}/${requestId}`, replacing.keyOf(command), digest, by);
  try {
    const { repeated } = await write.write(bound, key, command, call);
    return { outcome: repeated ? 'known' : effect };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const violations = violationsOf(error, rules);
    if (violations.length === 0) throw error;
    return { outcome: 'refused', violations };
  }
}

/** What a refusal of the write says about the row; nothing if it concerns the import. */
function violationsOf(
  { reason, violations }: Refusal,
  rules: Readonly<Record<string, Violation>>,
): readonly Violation[] {
  const rule = rules[reason] ?? (reason === 'REQUEST_ID_REUSED' ? KNOWN_OTHERWISE : undefined);
  return rule === undefined ? violations : [rule];
}

const NO_MESSAGE: ImportMessage<never> = { part: undefined, rows: [] };

/** The first message of an import. */
async function readHeader(parts: AsyncIterator<ImportMessage<unknown>>): Promise<Header> {
  const first = await parts.next();
  const { part, rows } = first.done === true ? NO_MESSAGE : first.value;
  if (part?.$case !== 'header' || rows.length > 0) {
    throw misplaced('the first message must be the header', 'header', 'must be alone in the first message');
  }
  return part.value;
}

/**
 * The rows of each message up to the end. A message that breaks the order or cannot be decoded, and an end that is
 * missing or counts other rows, yields a refusal. A broken stream throws.
 */
async function* readRows<Row extends ImportedRow>(
  parts: AsyncIterator<ImportMessage<Row>>,
  type: Encoder<Row>,
): AsyncGenerator<readonly (Row & { readonly digest: Buffer })[] | Refusal> {
  let count = 0;
  for (;;) {
    const next = await nextMessage(parts);
    if (next instanceof Refusal) return yield next;
    if (next.done === true) return yield misplaced('the end is missing', 'end', 'must be the last message');
    const { part, rows } = next.value;
    if (part === undefined && rows.length > 0) {
      count += rows.length;
      // The digest covers the content, wherever the row stands in the import.
      yield rows.map((row) => ({
        ...row,
        digest: hash('sha256', type.encode({ ...row, rowNumber: 0 }).finish(), 'buffer'),
      }));
    } else if (part?.$case === 'end' && rows.length === 0) {
      if (part.value.rows !== count) {
        yield misplaced('the end counts other rows', 'end.rows', 'must be the number of rows that were sent');
      }
      return;
    } else {
      return yield misplaced('a message has either rows or a part', 'rows', 'must be in every message up to the end');
    }
  }
}

/** What became of a row. */
type RowOutcome =
  | { readonly outcome: 'added' | 'updated' }
  | { readonly outcome: 'known' }
  | { readonly outcome: 'refused'; readonly violations: readonly Violation[] };

const MAX_REFUSED = 1_000;

/** The results of the rows so far. */
class ImportResults<Response extends RowCounts> implements ImportAccount<RowOutcome, Response> {
  readonly response: Response;
  readonly #types: Pick<ImportDeclaration<never, never, Response>, 'response' | 'refusedField'>;
  readonly #name: string;

  constructor(types: Pick<ImportDeclaration<never, never, Response>, 'response' | 'refusedField'>, name: string) {
    this.response = types.response.create();
    this.#types = types;
    this.#name = name;
  }

  add(rowNumber: number, result: RowOutcome): void {
    const { response } = this;
    if (result.outcome === 'added') response.added += 1;
    if (result.outcome === 'updated') response.updated = (response.updated ?? 0) + 1;
    if (result.outcome === 'known') response.alreadyKnown += 1;
    if (result.outcome === 'refused') {
      response.refused += 1;
      const room = MAX_REFUSED - response.refusedFields.length;
      response.refusedFields.push(...result.violations.slice(0, room).map((broken) => ({ rowNumber, ...broken })));
    }
  }

  /** The refusal that ends the import, with the counts of the rows before it and the first violations. */
  attachedTo(refusal: Refusal): Refusal {
    const { response, refusedField } = this.#types;
    const soFar = { ...this.response, refusedFields: fitting(this.response.refusedFields, refusedField) };
    return attach(refusal, [{ typeUrl: `type.googleapis.com/${this.#name}`, value: response.encode(soFar).finish() }]);
  }
}

/** The full name of the response of a method. */
function responseName({ path }: MethodDescription): string {
  const [service = '', name = ''] = path.slice(1).split('/');
  return `${service.slice(0, service.lastIndexOf('.'))}.${name}Response`;
}
