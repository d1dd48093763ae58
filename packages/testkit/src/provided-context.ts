/** Context that the global setup provides to integration tests (vitest provide and inject). */
interface RunningGround {
  /** URL of the PostgreSQL superuser of this run. */
  readonly postgresAdminUrl: string;
  /** Folder of this run; removed at its end. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    ground: RunningGround;
  }
}
