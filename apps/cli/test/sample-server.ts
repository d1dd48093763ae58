import {
  fromBinary,
  fromJson,
  ScalarType,
  toBinary,
  toJson,
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import { Server, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { ourMethods } from '@safe-community/contracts/inventory';
import { serverCredentials } from '@safe-community/grpc-kit';
import { testFolder, testPki } from '@safe-community/testkit';
import { afterAll } from 'vitest';

/** A server that answers each method of the contracts with realistic values, two pages of every list. */
export interface SampleServer {
  /** Where the command line finds it. */
  readonly env: NodeJS.ProcessEnv;
  /** What was asked since this was emptied. */
  readonly requests: { readonly path: string; readonly request: JsonObject }[];
  /** Both pages of a method as one message. */
  allOf(path: string): JsonObject;
}

export async function sampleServer(): Promise<SampleServer> {
  const pki = testPki();
  const requests: SampleServer['requests'] = [];
  const outputs = new Map<string, DescMessage>();
  const server = new Server();
  for (const method of ourMethods()) {
    if (method.methodKind !== 'unary') continue;
    const path = `/${method.parent.typeName}/${method.name}`;
    outputs.set(path, method.output);
    const answer: UntypedServiceImplementation = {
      [method.localName]: ((call: { request: JsonObject }, done: (error: null, answer: JsonObject) => void) => {
        requests.push({ path, request: call.request });
        done(null, pageOf(method.output, call.request['pageToken'] === 'second' ? 2 : 1));
      }) as UntypedServiceImplementation[string],
    };
    const definition = {
      path,
      requestStream: false as const,
      responseStream: false as const,
      requestSerialize: (message: JsonObject) => bytesOf(method.input, message),
      requestDeserialize: (bytes: Buffer) => toJson(method.input, fromBinary(method.input, bytes)) as JsonObject,
      responseSerialize: (message: JsonObject) => bytesOf(method.output, message),
      responseDeserialize: (bytes: Buffer) => toJson(method.output, fromBinary(method.output, bytes)) as JsonObject,
    };
    server.addService({ [method.localName]: definition }, answer);
  }
  const { certFile, keyFile } = pki.identities.statistics;
  const credentials = serverCredentials({ caFile: pki.caFile, certFile, keyFile });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('localhost:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  afterAll(() => server.forceShutdown());
  const address = `localhost:${port}`;
  const client = pki.identities.client;
  return {
    env: {
      PATH: process.env['PATH'],
      SAFE_COMMUNITY_HOME: testFolder('home'),
      OFFICER_REGISTRY_ADDRESS: address,
      INCIDENT_INTAKE_ADDRESS: address,
      CAMERA_ROLLOUT_ADDRESS: address,
      STATISTICS_ADDRESS: address,
      TLS_CA_FILE: pki.caFile,
      TLS_CERT_FILE: client.certFile,
      TLS_KEY_FILE: client.keyFile,
    },
    requests,
    allOf(path) {
      const output = outputs.get(path);
      if (output === undefined) throw new Error(`no method ${path}`);
      const [first, second] = [pageOf(output, 1), pageOf(output, 2)];
      const merged = Object.entries(first).map(([name, value]) => {
        const later = second[name];
        return [name, Array.isArray(value) && Array.isArray(later) ? [...value, ...later] : (later ?? value)];
      });
      const { nextPageToken: _, ...all } = Object.fromEntries(merged) as JsonObject;
      return all;
    },
  };
}

function bytesOf(type: DescMessage, json: JsonObject): Buffer {
  return Buffer.from(toBinary(type, fromJson(type, json)));
}

function pageOf(type: DescMessage, page: 1 | 2): JsonObject {
  const sample = { ...sampleOf(type, page, 0), nextPageToken: page === 1 ? 'second' : '' };
  const known = type.fields.some(({ localName }) => localName === 'nextPageToken');
  const { nextPageToken: _, ...rest } = sample;
  return toJson(type, fromJson(type, known ? sample : rest)) as JsonObject;
}

const MAX_DEPTH = 4;

function sampleOf(type: DescMessage, at: number, depth: number): JsonObject {
  // One of each oneof: the first.
  const fields = type.fields.filter((field) => field.oneof === undefined || field.oneof.fields[0] === field);
  const values = fields.flatMap((field) => {
    const value = valueOf(field, at, depth);
    return value === undefined ? [] : [[field.jsonName, value]];
  });
  return Object.fromEntries(values) as JsonObject;
}

function valueOf(field: DescField, at: number, depth: number): JsonValue | undefined {
  if (field.fieldKind === 'map') return undefined;
  if (field.fieldKind !== 'list') return oneOf(field, at, depth);
  const values = [oneOf(field, 2 * at - 1, depth), oneOf(field, 2 * at, depth)];
  return values.filter((value) => value !== undefined);
}

function oneOf(field: DescField, at: number, depth: number): JsonValue | undefined {
  const { message, enum: enumeration, scalar, name } = field;
  if (message !== undefined) return messageOf(message, at, depth);
  if (enumeration !== undefined) return enumeration.values.at(-1)?.name;
  if (scalar === ScalarType.STRING) return textOf(name, at);
  if (scalar === ScalarType.BYTES) return 'AAEC';
  if (scalar === ScalarType.BOOL) return true;
  return scalar === ScalarType.DOUBLE || scalar === ScalarType.FLOAT ? 12.5 + at : 1_000 + at;
}

function messageOf(message: DescMessage, at: number, depth: number): JsonValue | undefined {
  if (message.typeName === 'google.protobuf.Timestamp') return `2026-01-31T16:05:${String(at % 60).padStart(2, '0')}Z`;
  if (message.typeName.startsWith('google.')) return undefined;
  if (message.name === 'Day') return { year: 2026, month: 1, day: 1 + (at % 28) };
  return depth === MAX_DEPTH ? undefined : sampleOf(message, at, depth + 1);
}

/** By the end of the name of a field. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/(^|_)ids?$/, '01a20e69-c127-71a7-801b-25d42575900'],
  [/unit_code$/, 'patrol-0'],
  [/starosta_district_codes?$/, '052065550'],
  [/oblast_code$/, 'UA0500000000001023'],
  [/_codes?$|^code$/, 'UA0502003000003145'],
  [/(^|_)(on|since|until|day|date|from|to|start|starts|ends|expiry)$/, '2026-01-0'],
  [/^full_name$/, 'Коваленко Олександра Миколаївна '],
  [/phone$/, '+38050111223'],
  [/(sentence|source|reason|address)/, 'Наказ Міністерства внутрішніх справ України № 102'],
  [/name/, 'Вінницька '],
];

function textOf(name: string, at: number): string {
  return `${TEXTS.find(([end]) => end.test(name))?.[1] ?? 'Текст '}${at % 10}`;
}
