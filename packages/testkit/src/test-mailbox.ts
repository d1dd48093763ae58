import { readMail, startMailServer, type ReadMail, type ReceivedMail } from '@safe-community/local-stack/mail-server';

type Options = NonNullable<Parameters<typeof startMailServer>[1]>;

/** A real mail server, with everything that it accepted. */
export interface TestMailbox {
  readonly port: number;
  /** The mails to an address, oldest first. */
  to(address: string): readonly ReadMail[];
  readonly all: readonly ReadMail[];
  /** Breaks every connection, without a word. */
  cut(): void;
  stop(): Promise<void>;
}

/**
 * @param whenTaken runs when the server has the whole mail, before it accepts it.
 * @param options of smtp-server.
 */
export async function startMailbox(
  whenTaken: (to: string) => void | Promise<void> = () => undefined,
  options: Options = {},
): Promise<TestMailbox> {
  const received: { readonly to: string; readonly mail: ReadMail }[] = [];
  const take = async (mail: ReceivedMail): Promise<void> => {
    const [to = ''] = mail.to;
    received.push({ to, mail: readMail(mail) });
    await whenTaken(to);
  };
  const server = await startMailServer(take, options);
  return {
    port: server.port,
    to: (address) => received.filter(({ to }) => to === address).map(({ mail }) => mail),
    get all() {
      return received.map(({ mail }) => mail);
    },
    cut: () => server.cut(),
    stop: () => server.stop(),
  };
}
