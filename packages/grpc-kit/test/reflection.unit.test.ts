import { fromBinary, type DescFile } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, type FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import type { ReflectionService } from '@grpc/reflection';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { contracts } from '@safe-community/inventory';
import { describe, expect, it } from 'vitest';
import { serve } from '../src/index.ts';
import { reflection } from '../src/reflection.ts';

const LEDGER = 'safecommunity.ledger.v1.LedgerService';

interface Answer {
  readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
  readonly errorResponse?: { readonly errorMessage: string };
  readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Uint8Array[] };
}

const served = reflection([serve(LedgerServiceService, {} as never)]);

/** What a service answers to one request, as the library has it; throws what the caller would be refused with. */
function answerOf(service: ReflectionService, messageRequest: string, value: string): Answer {
  const { v1 } = service as unknown as { v1: { handleServerReflectionRequest(request: object): Answer } };
  return v1.handleServerReflectionRequest({ host: '', messageRequest, [messageRequest]: value });
}

function filesOf(request: 'fileContainingSymbol' | 'fileByFilename', value: string): FileDescriptorProto[] {
  const { fileDescriptorResponse } = answerOf(served, request, value);
  return (fileDescriptorResponse?.fileDescriptorProto ?? []).map((file) => fromBinary(FileDescriptorProtoSchema, file));
}

/** As clients do: what a file needs and the answer does not hold they ask for by its name. */
function resolve(symbol: string): Map<string, FileDescriptorProto> {
  const found = new Map<string, FileDescriptorProto>();
  const take = (files: readonly FileDescriptorProto[]): void => {
    for (const file of files) found.set(file.name, file);
    for (const name of files.flatMap(({ dependency }) => dependency)) {
      if (!found.has(name)) take(filesOf('fileByFilename', name));
    }
  };
  take(filesOf('fileContainingSymbol', symbol));
  return found;
}

/** A file and all that it needs, as the contracts have it. */
function closureOf(file: DescFile, found = new Set<string>()): Set<string> {
  found.add(file.proto.name);
  for (const needed of file.dependencies) closureOf(needed, found);
  return found;
}

it('tells of no service but those that are served', () => {
  const names = answerOf(served, 'listServices', '').listServicesResponse?.service.map(({ name }) => name);
  expect(names).toEqual([LEDGER]);
});

describe('of a symbol', () => {
  it.each([LEDGER, 'safecommunity.incidents.v1.ReportIncidentRequest', 'google.protobuf.Timestamp'])(
    '%s it gives the file, and all that this one needs',
    (symbol) => {
      const type = contracts().get(symbol);
      if (type === undefined) throw new Error(`the contracts have no ${symbol}`);
      const { proto } = type.file;
      const files = resolve(symbol);
      expect([...files.keys()].toSorted()).toEqual([...closureOf(type.file)].toSorted());
      const own = files.get(proto.name);
      expect(own?.messageType.map(fieldsOf)).toEqual(proto.messageType.map(fieldsOf));
      expect(own?.service.map(methodsOf)).toEqual(proto.service.map(methodsOf));
    },
  );

  it('that there is not it says so', () => {
    const { errorResponse } = answerOf(served, 'fileContainingSymbol', 'safecommunity.madeup.v1.Nothing');
    expect(errorResponse?.errorMessage).toContain('safecommunity.madeup.v1.Nothing');
  });
});

function fieldsOf({ name, field }: FileDescriptorProto['messageType'][number]) {
  return [name, field.map((one) => `${one.number} ${one.name} ${one.typeName}`)];
}

function methodsOf({ name, method }: FileDescriptorProto['service'][number]) {
  return [name, method.map((one) => `${one.name} ${one.inputType} ${one.outputType}`)];
}
