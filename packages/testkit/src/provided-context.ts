/** What the global setup hands to every integration test, by vitest's provide and inject. */
interface RunningGround {
  /** Superuser of the PostgreSQL of this run. */
  readonly postgresAdminUrl: string;
  /** Where this run keeps its files; removed at its end. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    ground: RunningGround;
  }
}
