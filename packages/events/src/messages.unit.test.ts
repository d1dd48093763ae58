import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeHeartbeat,
  DOMAINS,
  domainSubjects,
  encodeHeartbeat,
  fromHeaders,
  incidentReported,
  isEventSubject,
  messageId,
  subjectOf,
  toHeaders,
  UnreadableEvent,
  type Envelope,
} from './index.ts';

const EVENT: Envelope = {
  producer: 'incidents',
  installation: 'real',
  partition: 0,
  position: 42n,
  epoch: '6f1e2d3c-0000-4000-8000-00000000abcd',
  id: '0190b3c4-1111-7222-8333-444455556666',
  type: 'safecommunity.incidents.v1.incident-reported',
  recordedAt: new Date('2026-11-24T10:11:12.013Z'),
  isTest: false,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  subject: 'safecommunity.incidents.v1.incident-reported.UA05.UA05020030000031457',
  body: Buffer.from('body'),
};

const read = (headers: Record<string, string>): Envelope =>
  fromHeaders((name) => headers[name] ?? '', EVENT.subject, EVENT.body);

describe('an envelope', () => {
  it('decodes to what was encoded, whatever it contains', () => {
    const envelopes = fc.record({
      producer: fc.constantFrom(...DOMAINS),
      installation: fc.constantFrom('demonstration', 'real'),
      partition: fc.nat(9_999),
      position: fc.bigInt(1n, 10n ** 18n - 1n),
      epoch: fc.uuid(),
      id: fc.uuid(),
      recordedAt: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
      isTest: fc.boolean(),
      traceparent: fc.constantFrom('', EVENT.traceparent),
    });
    fc.assert(
      fc.property(envelopes, (some) => {
        const envelope = { ...EVENT, ...some };
        expect(read(toHeaders(envelope))).toEqual(envelope);
      }),
    );
  });

  it('has the mark of tests only if it says so', () => {
    const marked = (mark: string): boolean => read({ ...toHeaders(EVENT), 'sc-test': mark }).isTest;
    expect(['true', 'false', '', '1'].map(marked)).toEqual([true, false, false, false]);
  });

  it('is a CloudEvent in binary mode', () => {
    expect(toHeaders(EVENT)).toMatchObject({
      'ce-specversion': '1.0',
      'ce-id': EVENT.id,
      'ce-source': '/safecommunity/incidents',
      'ce-type': EVENT.type,
      'ce-time': '2026-11-24T10:11:12.013Z',
      'content-type': 'application/protobuf',
    });
  });

  it.each([
    ['ce-source', '/elsewhere/incidents'],
    ['ce-source', '/safecommunity/in.cidents'],
    ['ce-id', 'no uuid'],
    ['ce-type', `${EVENT.type} `],
    ['ce-time', '2026-13-45T10:11:12.013Z'],
    ['ce-time', 'yesterday'],
    ['sc-installation', 'invented'],
    ['sc-epoch', "' or 1=1"],
    ['sc-partition', '-1'],
    ['sc-position', '0'],
    ['sc-position', '01'],
    ['sc-position', '1e3'],
    ['sc-position', '9999999999999999999'],
  ])('with an invalid %s (%s) is rejected, and the error names the header and not the value', (name, value) => {
    const reading = () => read({ ...toHeaders(EVENT), [name]: value });
    expect(reading).toThrow(UnreadableEvent);
    expect(reading).toThrow(name);
    expect(reading).not.toThrow(value);
  });

  it.each(['ce-source', 'ce-id', 'ce-type', 'ce-time', 'sc-installation', 'sc-epoch', 'sc-partition', 'sc-position'])(
    'without %s is rejected',
    (name) => {
      expect(() => read({ ...toHeaders(EVENT), [name]: '' })).toThrow(`event without header ${name}`);
    },
  );

  it('has a message id that distinguishes reused positions', () => {
    expect(messageId(EVENT)).toBe('incidents.6f1e2d3c-0000-4000-8000-00000000abcd.0.42');
    const others = [{ epoch: 'e' }, { position: 43n }, { partition: 1 }, { producer: 'cameras' }];
    const ids = [{}, ...others].map((other) => messageId({ ...EVENT, ...other }));
    expect(new Set(ids).size).toBe(5);
  });
});

describe('a subject', () => {
  it('contains type, oblast and hromada, as codes', () => {
    const type = incidentReported.type;
    expect(subjectOf(type, { oblastCode: 'UA05', hromadaCode: 'UA05020030000031457' })).toBe(EVENT.subject);
    expect(subjectOf(type, {})).toBe(`${type}.none.none`);
    expect(subjectOf(type, { oblastCode: 'UA05', hromadaCode: '' })).toBe(`${type}.UA05.none`);
    expect(domainSubjects('incidents')).toBe('safecommunity.incidents.v1.>');
  });

  it.each(['Вінниця', 'a.b', '>', '*', 'a b', 'a\n'])('never contains %j', (hromadaCode) => {
    expect(() => subjectOf(incidentReported.type, { hromadaCode })).toThrow('a subject token may hold');
  });
});

describe('the stream of a domain', () => {
  it.each([
    [EVENT.subject, true],
    ['safecommunity.incidents.v1.incident-reported', true],
    ['safecommunity.incidents.v1', false],
    ['safecommunity.incidents.v1.', false],
    ['safecommunity.incidents.v1.incident-reported..none', false],
    ['safecommunity.incidents.v1.incident-reported.>', false],
    ['safecommunity.incidents.v12.incident-reported', false],
    ['safecommunity.officers.v1.officer-assigned', false],
  ])('accepts %s: %s', (subject, is) => {
    expect(isEventSubject('incidents', subject)).toBe(is);
  });
});

describe('an event kind', () => {
  it('encodes only what it can decode', () => {
    const message = { ...incidentReported.decode(new Uint8Array()), incidentId: 'i', oblastCode: 'UA05' };
    const event = incidentReported.create(message, { oblastCode: 'UA05' });
    expect(event.type).toBe('safecommunity.incidents.v1.incident-reported');
    expect(incidentReported.decode(event.body)).toEqual(message);
    expect(() => incidentReported.decode(Buffer.from([0x0a, 100]))).toThrow('a part ends too early');
  });

  it('encodes an event alike after one that cannot be encoded', () => {
    const message = { ...incidentReported.decode(new Uint8Array()), incidentId: 'i' };
    const before = incidentReported.create(message, {}).body;
    const impossible = { ...message, oblastCode: 'UA05', category: (2 ** 40) as never };
    expect(() => incidentReported.create(impossible, {})).toThrow('invalid int32');
    expect(incidentReported.create(message, {}).body).toEqual(before);
  });
});

describe('a heartbeat', () => {
  const beat = { epoch: EVENT.epoch, partition: 0, head: 2n ** 53n + 1n, published: 7n };

  it('decodes to what was encoded', () => {
    expect(decodeHeartbeat(encodeHeartbeat(beat))).toEqual(beat);
  });

  it.each([
    '',
    'null',
    '{}',
    '[]',
    '{"epoch":"e","partition":0,"head":"x","published":"1"}',
    '{"epoch":"e","partition":0,"head":1,"published":1}',
  ])('is rejected: %j', (text) => {
    expect(() => decodeHeartbeat(text)).toThrow(/heartbeat|JSON|null/);
  });
});
