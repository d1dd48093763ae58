import { startMailServer, type ReceivedMail } from '@safe-community/local-stack/mail-server';
import { JobBlocked } from '@safe-community/service-kit';
import { expect, onTestFinished, test } from 'vitest';
import { connectMailServer, type ComposedMail, type MailServer } from './smtp.adapter.ts';

const RIGHT = { user: 'intake', pass: 'right' };
const MAIL: ComposedMail = {
  mailId: '01a227c5-449a-7018-8be9-ee1a028b1e47',
  from: { name: 'Безпечна громада', address: 'no-reply@gromada.example' },
  to: 'oksana@громада.укр',
  subject: 'Зміна у вашому повідомленні',
  text: 'Допомогу направлено.\n',
  endLink: 'https://gromada.example/told/end?code=x',
  date: new Date('2026-12-02T10:00:00Z'),
};

/** A server that asks for a login, on an address of this machine. */
async function serve(host = '127.0.0.1') {
  const received: ReceivedMail[] = [];
  const logins: string[] = [];
  const isUtf8: unknown[] = [];
  const server = await startMailServer(
    (mail) => void received.push(mail),
    {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: false,
      onMailFrom(_address, { envelope }, answer) {
        isUtf8.push(envelope.smtpUtf8 ?? false);
        answer();
      },
      onAuth({ username = '', password }, _session, answer) {
        logins.push(username);
        const isRight = username === RIGHT.user && password === RIGHT.pass;
        answer(isRight ? null : new Error('no'), isRight ? { user: username } : undefined);
      },
    },
    host,
  );
  onTestFinished(() => server.stop());
  return { url: `smtp://${host}:${server.port}`, received, logins, isUtf8 };
}

/** Connects, or is blocked by a message without a secret. */
async function blockedBy(server: MailServer): Promise<boolean> {
  try {
    (await connectMailServer(server)).close();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(JobBlocked);
    expect(String(error)).not.toMatch(/right|wrong|intake/);
    return true;
  }
}

test('logs in before anything is sent, and sends to domains in Ukrainian letters', async () => {
  const { url, received, logins, isUtf8 } = await serve();
  expect(await blockedBy({ url, credentials: { ...RIGHT, pass: 'wrong' } })).toBe(true);
  const connection = await connectMailServer({ url, credentials: RIGHT });
  expect(received).toEqual([]);
  expect(await connection.send(MAIL)).toEqual({ fate: 'accepted', code: 0 });
  expect(await connection.send(MAIL)).toEqual({ fate: 'accepted', code: 0 });
  connection.close();
  expect(received.map(({ to }) => to)).toEqual([[MAIL.to], [MAIL.to]]);
  // Every server takes it, because its domain is in the form of DNS.
  expect(isUtf8).toEqual([false, false]);
  expect(logins).toEqual(['intake', 'intake']);
});

test('a server that asks for a login that is not set takes no mail', async () => {
  const { url, received } = await serve();
  const connection = await connectMailServer({ url });
  expect((await connection.send(MAIL)).fate).toBe('later');
  connection.close();
  expect(received).toEqual([]);
});

test('to another machine, nothing goes without TLS', async () => {
  const { url, received, logins } = await serve('127.0.0.2');
  expect(await blockedBy({ url, credentials: RIGHT })).toBe(true);
  expect(await blockedBy({ url: url.replace('smtp:', 'smtps:'), credentials: RIGHT })).toBe(true);
  expect([received, logins]).toEqual([[], []]);
});
