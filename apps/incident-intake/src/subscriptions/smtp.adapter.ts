import { Readable } from 'node:stream';
import { JobBlocked } from '@safe-community/service-kit';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailFate } from './mail.ts';

export interface MailServer {
  /** smtps://host, or smtp://host, which must offer STARTTLS unless it is this machine. */
  readonly url: string;
  readonly credentials?: { readonly user: string; readonly pass: string };
}

export interface ComposedMail {
  readonly mailId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** One POST to it ends the subscription (RFC 8058). */
  readonly endLink: string;
  readonly date: Date;
}

export interface MailConnection {
  /** Never throws: whatever happens, the mail has a fate. */
  send(mail: ComposedMail): Promise<{ readonly fate: MailFate; readonly code: number }>;
  close(): void;
}

/** Of the network: a server that is slower than that is away. */
const WAIT_MS = 10_000;
/** Servers look at a message before they accept it. */
const SILENCE_MS = 120_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Connects and logs in: nothing is handed over before both have succeeded. Throws `JobBlocked`. */
export async function connectMailServer({ url, credentials }: MailServer): Promise<MailConnection> {
  const { protocol, hostname, port } = new URL(url);
  const isHere = LOOPBACK.has(hostname);
  const secure = protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: hostname.replaceAll(/[[\]]/g, ''),
    ...(port === '' ? {} : { port: Number(port) }),
    secure,
    requireTLS: !secure && !isHere,
    ignoreTLS: isHere,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    dnsTimeout: WAIT_MS,
    socketTimeout: SILENCE_MS,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      // Stays: an error without a listener would end the process. Those of a mail reach `send` as well.
      connection.on('error', reject);
      connection.connect((error) => {
        if (error !== undefined) return reject(error);
        if (credentials === undefined) return resolve();
        connection.login({ credentials }, (refused) => (refused === null ? resolve() : reject(refused)));
      });
    });
  } catch (error) {
    connection.close();
    throw new JobBlocked('the mail server does not take our connection', { cause: error });
  }
  return { send: async (mail) => send(connection, mail), close: () => connection.quit() };
}

async function send(connection: SMTPConnection, mail: ComposedMail) {
  const composed = compose(mail);
  const message = await composed.build();
  // Read only when the server asks for the message: until then, no mail can have arrived.
  let isBegun = false;
  const content = Readable.from(
    (function* () {
      isBegun = true;
      yield message;
    })(),
  );
  // Not as written: a domain in Ukrainian letters has another form for servers.
  const envelope = composed.getEnvelope();
  const error = await new Promise<SmtpError | null>((resolve) => {
    connection.send(envelope, content, (failed) => resolve(failed));
  });
  return { fate: error === null ? 'accepted' : fateOf(error, isBegun), code: error?.responseCode ?? 0 } as const;
}

interface SmtpError {
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

/** A server that does not take us as the sender says nothing about the mail: the settings have to be corrected. */
export function fateOf({ responseCode = 0, command }: SmtpError, isBegun: boolean): MailFate {
  if (responseCode >= 500 && command !== 'MAIL FROM') return 'refused';
  return responseCode >= 400 || !isBegun ? 'later' : 'unknown';
}

function compose({ mailId, from, to, subject, text, endLink, date }: ComposedMail) {
  const composer = new MailComposer({
    from,
    to,
    subject,
    text,
    textEncoding: 'base64',
    date,
    // The same for each attempt, so that mailboxes can tell.
    messageId: `<${mailId}@${from.address.split('@').at(-1)}>`,
    headers: {
      'List-Unsubscribe': `<${endLink}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile();
}
