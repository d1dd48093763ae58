// oxlint-disable-next-line typescript/triple-slash-reference -- an import cannot declare the types of a module of pg
/// <reference path="./pg-utils.d.ts" />
import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { ClientBase, Submittable } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import type { Prepared, Step } from './prepared.ts';

/** The rows of a step. */
export type Rows = Record<string, unknown>[];

/** The step that failed. A commit that failed has the index after the last step. */
export interface FailedStep {
  readonly index: number;
  readonly error: unknown;
}

/** The parts of pg's connection that this needs and that its types lack. A test pins the version of pg. */
interface Wire extends EventEmitter {
  readonly stream: Duplex;
  /** The prepared statements of this connection: texts by names. */
  readonly parsedStatements: Record<string, string>;
  parse(statement: { readonly name: string; readonly text: string }): void;
  bind(portal: { readonly statement: string; readonly values: readonly unknown[] }): void;
  describe(portal: { readonly type: 'P'; readonly name: string }): void;
  execute(portal: object): void;
  flush(): void;
  sync(): void;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: Parameters<ClientBase['getTypeParser']>[0];
  readonly format: 'text';
}

interface Column {
  readonly name: string;
  readonly parse: (value: string) => unknown;
}

/** Several statements that pg sends as one query. pg calls the `handle…` methods as the server answers. */
export class ImplicitTransaction implements Submittable {
  readonly #client: ClientBase;
  readonly #steps: readonly Step[];
  readonly #beforeCommit: (() => void) | undefined;
  readonly #outcome = Promise.withResolvers<Rows[]>();
  readonly #finished: Rows[] = [];
  #rows: Rows = [];
  #columns: readonly Column[] = [];
  #stopListening = (): void => undefined;
  #failed: FailedStep | undefined;
  #isOpen = false;

  constructor(client: ClientBase, steps: readonly Step[], beforeCommit: (() => void) | undefined) {
    this.#client = client;
    this.#steps = steps;
    this.#beforeCommit = beforeCommit;
  }

  /** Resolves to the rows of each step when the server has committed. */
  get committed(): Promise<Rows[]> {
    return this.#outcome.promise;
  }

  get failed(): FailedStep | undefined {
    return this.#failed;
  }

  /** Whether the connection is in the middle of the transaction, which will not be committed. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    const bindings = this.#steps.map(({ values }) => values.map(prepareValue));
    const unprepared = this.#listen(wire);
    wire.stream.cork();
    for (const { name, preparedText } of unprepared) wire.parse({ name, text: preparedText });
    for (const [index, { statement }] of this.#steps.entries()) send(wire, statement, bindings[index] ?? []);
    if (this.#beforeCommit === undefined) wire.sync();
    else wire.flush();
    wire.stream.uncork();
    if (this.#beforeCommit === undefined) return;
    try {
      this.#beforeCommit();
      wire.sync();
    } catch (error) {
      this.#isOpen = true;
      this.#outcome.reject(error);
    }
  }

  /** A statement stays prepared when the transaction that prepared it is rolled back. */
  #listen(wire: Wire): Prepared[] {
    const statements = new Set(this.#steps.map(({ statement }) => statement));
    const unprepared = [...statements].filter(({ name }) => wire.parsedStatements[name] === undefined);
    const waiting = [...unprepared];
    const note = (): void => {
      const statement = waiting.shift();
      if (statement !== undefined) wire.parsedStatements[statement.name] = statement.preparedText;
    };
    // pg does not report the end of a connection to a query that is sent while the connection closes.
    const end = (): void => this.#outcome.reject(new Error('Connection terminated unexpectedly'));
    wire.on('parseComplete', note).once('end', end);
    this.#stopListening = () => wire.off('parseComplete', note).off('end', end);
    return unprepared;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#columns = fields.map(({ name, dataTypeID, format }) => ({
      name,
      parse: this.#client.getTypeParser(dataTypeID, format),
    }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [index, { name, parse }] of this.#columns.entries()) {
      const value = fields[index] ?? null;
      row[name] = value === null ? null : parse(value);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    this.#finished.push(this.#rows);
    this.#rows = [];
  }

  /** After an error, the server is ready again, or closes the connection: only then may others use or lose it. */
  handleError(error: unknown, wire: Wire): void {
    this.#stopListening();
    this.#failed ??= { index: this.#finished.length, error };
    const reject = (): void => this.#outcome.reject(error);
    // After an error of its own, the server is ready again or closes the connection: only then may others use it, or not.
    if (!isOfServer(error) || wire.stream.destroyed) return reject();
    const settle = (): void => {
      wire.off('readyForQuery', settle).off('end', settle);
      reject();
    };
    wire.once('readyForQuery', settle).once('end', settle);
  }

  handleReadyForQuery(): void {
    this.#stopListening();
    if (this.#finished.length === this.#steps.length) this.#outcome.resolve(this.#finished);
    else this.#outcome.reject(new Error('the server finished fewer statements than it was sent'));
  }
}

function send(wire: Wire, { name }: Prepared, values: readonly unknown[]): void {
  wire.bind({ statement: name, values });
  wire.describe({ type: 'P', name: '' });
  wire.execute({});
}

/** Whether the server sent the error; the others are of pg, when the connection has closed. */
function isOfServer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error;
}
