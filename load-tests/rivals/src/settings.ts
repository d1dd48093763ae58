export interface Settings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly broker: string;
  readonly protos: string;
  readonly tls: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** Whether events are inserted into an outbox table with the incident, or published after it. */
  readonly outbox: boolean;
}

export const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
