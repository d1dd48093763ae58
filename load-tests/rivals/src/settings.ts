export interface Settings {
  /** Which of the two processes this is. */
  readonly role: 'intake' | 'statistics';
  readonly port: number;
  readonly databaseUrl: string;
  readonly broker: string;
  readonly protos: string;
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** Whether events are inserted into an outbox table with the incident, or published after it. */
  readonly outbox: boolean;
}

export const settings = JSON.parse(process.argv.at(-1) ?? '{}') as Settings;
