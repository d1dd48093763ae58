/** The migrator records the names of executed migrations here. */
export const MIGRATION_TABLE = 'schema_migration';
