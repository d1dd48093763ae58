import { readMail, startMailServer, type MailServer, type ReadMail } from '@safe-community/local-stack/mail-server';
import { until } from '../until.ts';

const WITHIN_MS = 30_000;

/** The mail server of the system, with what it got. */
export class Mails {
  readonly #received = new Map<string, ReadMail>();
  #server: MailServer | undefined;

  static async start(): Promise<Mails> {
    const mails = new Mails();
    mails.#server = await startMailServer((mail) => {
      for (const to of mail.to) mails.#received.set(to, readMail(mail));
    });
    return mails;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** The last mail to an address. */
  async to(address: string): Promise<ReadMail> {
    await until('a mail has come', () => this.#received.has(address), WITHIN_MS);
    const mail = this.#received.get(address);
    if (mail === undefined) throw new Error('the mail is gone');
    return mail;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }
}
