/** Where the migrator keeps the names of what has run. */
export const MIGRATION_TABLE = 'schema_migration';
