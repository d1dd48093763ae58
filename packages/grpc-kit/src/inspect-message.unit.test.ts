import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import {
  ReportIncidentRequest,
  ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { RegisterCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { isFieldMask, limitOf, ourMessages, ourMethods } from '@safe-community/contracts/inventory';
import { describe, expect, it, test } from 'vitest';
import { inspectMessage } from './index.ts';

const REPORT = 'safecommunity.incidents.v1.ReportIncidentRequest';
const sha256 = Buffer.alloc(32);

function reported(report: object): ReportIncidentRequest {
  return ReportIncidentRequest.fromPartial({ requestId: 'id', report });
}

describe('the violations of a request', () => {
  it('name each field by its path in proto names, and never contain the value', () => {
    const attachment = { uri: 'https://a.example', sha256 };
    const request = reported({
      description: 'я'.repeat(4_001),
      reporter: { fullName: 'Петренко\u202e', phone: '' },
      attachments: [
        attachment,
        attachment,
        { ...attachment, uri: `https://${'a'.repeat(500)}` },
        { sha256: Buffer.alloc(33) },
      ],
    });
    expect(inspectMessage(REPORT, request)).toEqual([
      { field: 'report.description', rule: 'must be at most 4000 characters' },
      { field: 'report.reporter.full_name', rule: 'must hold no control or direction characters but line breaks' },
      { field: 'report.attachments[2].uri', rule: 'must be at most 500 characters' },
      { field: 'report.attachments[3].sha256', rule: 'must be at most 32 bytes' },
    ]);
  });

  it('name a list that is too long, without checking its items', () => {
    const request = reported({ attachments: Array.from({ length: 21 }, () => ({ uri: '\u0000' })) });
    expect(inspectMessage(REPORT, request)).toEqual([{ field: 'report.attachments', rule: 'must be at most 20' }]);
  });

  it('are limited to fifty fields', () => {
    const devices = Array.from({ length: 1_000 }, () => ({ serialNumber: '\u0000', model: '\n' }));
    const request = RegisterCamerasRequest.fromPartial({ devices });
    const broken = inspectMessage('safecommunity.cameras.v1.RegisterCamerasRequest', request);
    expect(broken).toHaveLength(50);
    expect(broken.at(-1)?.field).toBe('devices[24].model');
  });
});

it('normalises every text to NFC', () => {
  const apart = 'Їжак'.normalize('NFD');
  const request = reported({
    description: apart,
    reporter: { fullName: apart },
    attributes: [{ name: 'a', value: apart }],
  });
  expect(inspectMessage(REPORT, request)).toEqual([]);
  expect(request.report).toMatchObject({
    description: 'Їжак',
    reporter: { fullName: 'Їжак' },
    attributes: [{ value: 'Їжак' }],
  });
});

it('leaves parts that are judged separately unchanged, and checks the rest', () => {
  const type = 'safecommunity.incidents.v1.ImportIncidentsRequest';
  const report = { description: 'ї'.normalize('NFD'), attachments: [{ uri: '\u0000', sha256 }] };
  const row = ImportIncidentsRequest.fromPartial({ part: { $case: 'row', value: { externalId: '\u0000', report } } });
  expect(inspectMessage(type, row)).toEqual([]);
  expect(row.part?.value).toMatchObject({ report: { description: 'ї'.normalize('NFD') } });
  const header = ImportIncidentsRequest.fromPartial({ part: { $case: 'header', value: { sourceSystem: '\u0000' } } });
  expect(inspectMessage(type, header).map(({ field }) => field)).toEqual(['header.source_system']);
});

describe('a duration', () => {
  const type = 'safecommunity.incidents.v1.ExpectedTimes';
  const most = 315_576_000_000n;

  it.each([
    [most, 999_999_999],
    [-most, -999_999_999],
    [0n, -1],
    [5n, 0],
  ])('may be %d seconds and %d nanoseconds', (seconds, nanos) => {
    expect(inspectMessage(type, { toTriage: { seconds, nanos } })).toEqual([]);
  });

  it.each([
    [most + 1n, 0],
    [-most - 1n, 0],
    [0n, 1_000_000_000],
    [0n, -1_000_000_000],
    [1n, -1],
    [-1n, 1],
  ])('may not be %d seconds and %d nanoseconds', (seconds, nanos) => {
    const [broken, ...others] = inspectMessage(type, { toScene: { seconds, nanos } });
    expect([broken?.field, others]).toEqual(['to_scene', []]);
    expect(broken?.rule).toMatch(/^must be from -315576000000 to 315576000000 seconds/);
  });
});

/** A message in which every text is this one, as generated code creates it, and the paths of its texts. */
function filled({ fields, oneofs }: DescMessage, text: string, path = ''): { message: object; texts: string[] } {
  const texts: string[] = [];
  const valueOf = (field: DescField): unknown => {
    const at = `${path}${field.name}${field.fieldKind === 'list' ? '[0]' : ''}`;
    if (field.scalar === ScalarType.STRING && !limitOf(field).apart) texts.push(at);
    if (field.scalar === ScalarType.STRING) return text;
    if (field.message === undefined) return field.scalar === ScalarType.BYTES ? Buffer.alloc(1) : 1;
    if (field.message.typeName === 'google.protobuf.Timestamp') return new Date(0);
    const part = filled(field.message, text, `${at}.`);
    if (!limitOf(field).apart) texts.push(...part.texts);
    return isFieldMask(field.message) ? [text] : part.message;
  };
  const entries = fields
    .filter(({ oneof }) => oneof === undefined)
    .map((field) => [field.localName, field.fieldKind === 'list' ? [valueOf(field)] : valueOf(field)]);
  // The last case: another test covers all of them.
  const cases = oneofs.map(({ localName, fields: all }) => {
    const last = all.at(-1) as DescField;
    return [localName, { $case: last.localName, value: valueOf(last) }];
  });
  return { message: Object.fromEntries([...entries, ...cases]), texts };
}

describe.each(ourMethods().map(({ name, input }) => [name, input] as const))('%s', (_name, input) => {
  it('accepts a request of plain texts', () => {
    expect(inspectMessage(input.typeName, filled(input, 'ї').message)).toEqual([]);
  });

  it('rejects a direction character in every text', () => {
    const { message, texts } = filled(input, 'а\u202eб');
    const told = inspectMessage(input.typeName, message).map(({ field }) => field);
    expect(told.toSorted()).toEqual(texts.toSorted());
  });
});

test('generated code names every field and oneof as the descriptors do', async () => {
  for (const { file, name, fields, oneofs } of ourMessages()) {
    const path = file.name.replace('safecommunity/', '');
    const generated = (await import(`@safe-community/contracts/${path}.ts`)) as Record<string, Generated>;
    const members = [...fields.filter(({ oneof }) => oneof === undefined), ...oneofs];
    expect(Object.keys(generated[name]?.fromPartial({}) ?? {}).toSorted()).toEqual(
      members.map(({ localName }) => localName).toSorted(),
    );
  }
});

interface Generated {
  fromPartial(partial: object): object;
}
