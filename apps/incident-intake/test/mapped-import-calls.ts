import { randomUUID } from 'node:crypto';
import { Client, Metadata } from '@grpc/grpc-js';
import {
  MappedImportServiceService,
  type ImportMappedIncidentsRequest,
  type ImportMappedIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/mapped_import_service.ts';
import { demoClientCredentials } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import type { From, RunningIntake } from './running-intake.ts';

/** What is uploaded. */
export interface Uploaded {
  readonly mapping: string | Buffer;
  readonly export: string | Buffer;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly requestId?: string;
  readonly sourceSystem?: string;
  readonly checkOnly?: boolean;
}

export type MappedPart = ImportMappedIncidentsRequest['part'];

/** The messages of an import, the export in parts of some bytes. */
export function mappedParts(uploaded: Uploaded, bytesPerPart = 50): MappedPart[] {
  const { requestId = randomUUID(), sourceSystem = 'mapped-1', checkOnly = false, files = {} } = uploaded;
  const content = Buffer.from(uploaded.export as string);
  const parts: MappedPart[] = [
    { $case: 'header', value: { requestId, sourceSystem, checkOnly } },
    { $case: 'mapping', value: Buffer.from(uploaded.mapping as string) },
    ...Object.entries(files).map(([name, file]): MappedPart => ({
      $case: 'file',
      value: { name, content: Buffer.from(file as string) },
    })),
  ];
  for (let at = 0; at < content.length; at += bytesPerPart) {
    parts.push({ $case: 'export', value: content.subarray(at, at + bytesPerPart) });
  }
  parts.push({ $case: 'end', value: { exportBytes: BigInt(content.length) } });
  return parts;
}

/** Sends the messages of an import. */
export function sendMapped(
  { port }: Pick<RunningIntake, 'port'>,
  parts: readonly MappedPart[],
  metadata = new Metadata(),
  from: From = 'client',
): Promise<ImportMappedIncidentsResponse> {
  const client = new Client(`localhost:${port}`, demoClientCredentials(from));
  onTestFinished(() => client.close());
  const { path, requestSerialize, responseDeserialize } = MappedImportServiceService.importMappedIncidents;
  return new Promise((resolve, reject) => {
    const call = client.makeClientStreamRequest<ImportMappedIncidentsRequest, ImportMappedIncidentsResponse>(
      path,
      requestSerialize,
      responseDeserialize,
      metadata,
      (error, answer) => (error === null ? resolve(answer as ImportMappedIncidentsResponse) : reject(error)),
    );
    call.on('error', () => undefined);
    for (const part of parts) call.write({ part });
    call.end();
  });
}
