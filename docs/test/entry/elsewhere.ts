/** Paths that documents name and that are outside the repository, with their place. */
export const PATHS_ELSEWHERE: Readonly<Record<string, string>> = {
  'src/main/proto': 'in the Maven project of an integrator',
  'main.js': 'in an image',
  'migrate.js': 'in an image',
  'chunks/': 'in an image',
};

/** Names that documents use and the code does not, with their origin. */
export const NAMES_ELSEWHERE: Readonly<Record<string, string>> = {
  CreateContainerConfigError: 'Kubernetes, state of a container',
  FileWatcherCertificateProvider: 'grpc-js',
  allowVolumeExpansion: 'Kubernetes, StorageClass',
  pg_blocking_pids: 'PostgreSQL',
};
