/** One way to fetch a mongod. */
export interface Source {
  name: string;
  version: string;
  /** Leaves the binary, its checksum verified, somewhere in `dir` and returns its path, or throws saying why not. */
  fetch(dir: string, progress: (line: string) => void): Promise<string>;
}
