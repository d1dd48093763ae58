import { status } from '@grpc/grpc-js';
import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import { describe, expect, it } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { startServed } from '../test/served.ts';

const { getHead, readEvents } = LedgerServiceService;
const { reportIncident, importIncidents, getIncident } = IncidentIntakeServiceService;
const SERVED = [getHead, readEvents, reportIncident, importIncidents].map(({ path }) => path);
const REFLECTION = ['v1', 'v1alpha'].map(
  (version) => `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
);
const CHANNELZ = ['GetServers', 'GetTopChannels', 'GetServerSockets'].map(
  (name) => `/grpc.channelz.v1.Channelz/${name}`,
);
const NOT_SERVED = [
  getIncident.path,
  '/safecommunity.ledger.v1.LedgerService/MadeUp',
  '/safecommunity.madeup.v1.MadeUpService/GetHead',
  '/grpc.health.v1.Health/MadeUp',
  '/grpc.health.v2.Health/Check',
  ...CHANNELZ,
  '/',
];
const ALL = [...SERVED, ...REFLECTION, ...NOT_SERVED];
const CHECK = '/grpc.health.v1.Health/Check';
const LIST_SERVICES = framed(Buffer.from([0x3a, 0]));

/** Ways to send a request that each make grpc-js itself answer, as soon as it has a method for it. */
const REQUESTS: [string, Record<string, string>, Buffer?][] = [
  ['no message at all', {}],
  ['an empty message', {}, framed(Buffer.alloc(0))],
  ['a message that is none', {}, framed(Buffer.from([0xff, 0xff]))],
  ['more than may be sent', {}, Buffer.from([0, 0xff, 0xff, 0xff, 0xff])],
  ['a compression that does not exist', { 'grpc-encoding': 'made-up' }, Buffer.from([1, 0, 0, 0, 0])],
  ['a timeout that is none', { 'grpc-timeout': 'long' }, framed(Buffer.alloc(0))],
  ['a timeout that is over', { 'grpc-timeout': '0n' }, framed(Buffer.alloc(0))],
  ['an acting user that is none', { 'acting-user': 'with a space' }, framed(Buffer.alloc(0))],
  ['what is no call', { 'content-type': 'text/plain' }, framed(Buffer.alloc(0))],
];

describe('an unregistered client with a certificate of our authority', () => {
  it.each(REQUESTS)('gets the same answer for every method, existing or not, with %s', async (_, headers, body) => {
    const { server } = await startServed({});
    const session = rawConnection(server.port, 'nats');
    const answers = await Promise.all(ALL.map((path) => rawAnswer(session, path, headers, body)));
    const isCall = headers['content-type'] === undefined;
    expect(answers[0]).toMatchObject(isCall ? { 'grpc-status': String(status.UNAUTHENTICATED) } : { ':status': 415 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('can read only the health of the service', async () => {
    const { server } = await startServed({});
    const session = rawConnection(server.port, 'nats');
    const health = (service: string) => {
      const name = Buffer.from(service);
      return rawAnswer(session, CHECK, {}, framed(Buffer.concat([Buffer.from([0x0a, name.byteLength]), name])));
    };
    expect(await health('')).toMatchObject({ 'grpc-status': String(status.OK) });
    expect(await health('liveness')).toMatchObject({ 'grpc-status': String(status.OK) });
    const unknown = ['safecommunity.ledger.v1.LedgerService', 'safecommunity.madeup.v1.MadeUpService'];
    for (const name of unknown) expect(await health(name)).toMatchObject({ 'grpc-status': String(status.NOT_FOUND) });
  });
});

describe('a registered caller', () => {
  it.each(NOT_SERVED)('gets UNIMPLEMENTED for %s', async (path) => {
    const { server } = await startServed({});
    const session = rawConnection(server.port, 'client');
    for (const body of [undefined, framed(Buffer.alloc(0)), Buffer.alloc(0)]) {
      const answer = await rawAnswer(session, path, {}, body);
      expect(answer).toMatchObject({ 'grpc-status': String(status.UNIMPLEMENTED) });
      expect(answer['grpc-message']).toContain(path);
    }
  });

  it.each(REFLECTION)('may call %s, regardless of its scopes', async (path) => {
    const { server } = await startServed({});
    const session = rawConnection(server.port, 'statistics');
    expect(await rawAnswer(session, path, {}, LIST_SERVICES)).toMatchObject({ 'grpc-status': String(status.OK) });
  });
});
