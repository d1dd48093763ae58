import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { FieldRule } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type {
  ImportMappedIncidentsRequest,
  MappedImportHeader,
} from '@safe-community/contracts/incidents/v1/mapped_import_service.ts';
import { Refusal, type Violation } from '@safe-community/domain-kit';
import {
  MAX_MAPPING_BYTES,
  readFurtherFile,
  readMapping,
  type FurtherFile,
  type Mapping,
} from '@safe-community/incident-mapping';
import { fitting, misplaced, nextMessage } from '@safe-community/service-kit';

/** Further files are in memory as long as the import runs. */
const MAX_FILE_BYTES = 8 * 1_048_576;
const MAX_FILE_ROWS = 200_000;
const MAX_EXPORT_BYTES = 64 * 1_048_576;

type Part = NonNullable<ImportMappedIncidentsRequest['part']>;

/** The uploaded parts of an import, in their order: header, mapping, further files, export, end. */
export class Upload {
  readonly #parts: AsyncIterator<ImportMappedIncidentsRequest>;
  readonly #digest = createHash('sha256');
  #next: Part | undefined;

  constructor(requests: AsyncIterable<ImportMappedIncidentsRequest>) {
    this.#parts = requests[Symbol.asyncIterator]();
  }

  async header(): Promise<MappedImportHeader> {
    await this.#advance();
    const part = this.#next;
    if (part?.$case !== 'header') throw misplaced('the first message must be the header', 'header', 'must come first');
    await this.#advance();
    return part.value;
  }

  /** Throws a Refusal with all violations of the mapping, each under its field. */
  async mapping(): Promise<Mapping> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for (; this.#next?.$case === 'mapping'; await this.#advance()) {
      bytes += this.#next.value.length;
      if (bytes > MAX_MAPPING_BYTES) throw tooLong('mapping', MAX_MAPPING_BYTES);
      parts.push(this.#next.value);
      this.#digest.update(this.#next.value);
    }
    if (parts.length === 0) throw misplaced('the mapping is missing', 'mapping', 'must come after the header');
    const parsed = readMapping(Buffer.concat(parts).toString('utf8'));
    if ('violations' in parsed) throw invalidMapping(parsed.violations);
    return parsed.value;
  }

  /** The further files that the mapping names, each of them once. */
  async files({ files = {} }: Mapping): Promise<FurtherFile[]> {
    const contents = new Map<string, Uint8Array[]>();
    let bytes = 0;
    for (; this.#next?.$case === 'file'; await this.#advance()) {
      const { name, content } = this.#next.value;
      if (!Object.hasOwn(files, name))
        throw misplaced('unknown file', 'file.name', 'must be one of files of the mapping');
      bytes += content.length;
      if (bytes > MAX_FILE_BYTES) throw tooLong('file.content', MAX_FILE_BYTES);
      const parts = contents.get(name);
      if (parts === undefined) contents.set(name, [content]);
      else parts.push(content);
    }
    const missing = Object.keys(files).filter((name) => !contents.has(name));
    if (missing.length > 0) {
      throw invalidMapping(missing.map((name) => ({ field: `mapping.files.${name}`, rule: 'must be sent as well' })));
    }
    const read: FurtherFile[] = [];
    for (const [name, form] of Object.entries(files)) {
      const file = await readFurtherFile(name, form, Readable.from(contents.get(name) ?? []), MAX_FILE_ROWS);
      this.#digest.update(`\n${name}\n`).update(file.digest);
      read.push(file);
    }
    return read;
  }

  /** What a repeated import must have in common besides its rows: the mapping and the further files. */
  digest(): string {
    return this.#digest.copy().digest('hex');
  }

  /** The bytes of the export. Throws a Refusal at a message that is out of order, and at a missing or wrong end. */
  async *export(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for (; this.#next?.$case === 'export'; await this.#advance()) {
      bytes += this.#next.value.length;
      if (bytes > MAX_EXPORT_BYTES) throw tooLong('export', MAX_EXPORT_BYTES);
      yield this.#next.value;
    }
    if (this.#next?.$case !== 'end') {
      throw misplaced('a part is out of order or the end is missing', 'end', 'must come after the export');
    }
    if (this.#next.value.exportBytes !== BigInt(bytes)) {
      throw misplaced('the end counts other bytes', 'end.export_bytes', 'must be the number of bytes of the export');
    }
  }

  async #advance(): Promise<void> {
    const next = await nextMessage(this.#parts);
    if (next instanceof Refusal) throw next;
    this.#next = next.done === true ? undefined : next.value.part;
  }
}

function tooLong(field: string, most: number): Refusal {
  return misplaced('the upload is too large', field, `must have at most ${most} bytes in total`);
}

/** The refusal of a mapping, with as many violations as headers have room for. */
export function invalidMapping(violations: readonly Violation[]): Refusal {
  const short = violations.map(({ field, rule }) => ({ field: field.slice(0, 100), rule: rule.slice(0, 300) }));
  return new Refusal('invalid-argument', 'the mapping is not valid', {
    reason: 'FIELDS_INVALID',
    violations: fitting(short, FieldRule),
  });
}
