/** Server settings for a laptop: `-c name=value` for each. */
export function postgresSettings(port: number, durable: boolean): string[] {
  return Object.entries({ ...common(port), ...(durable ? {} : forgetful) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}

function common(port: number): Record<string, string | number> {
  return {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '128MB',
    max_connections: 200,
    max_wal_size: '1GB',
    cluster_name: 'safe-community',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and DETAIL lines contain values, which may be personal data, so neither is logged.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: 0,
    log_checkpoints: 'off',
  };
}

/** For tests only: much faster, but a power failure may destroy all data. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Tests open thousands of connections; the client repeats its hash this often for each.
  scram_iterations: 1,
};
