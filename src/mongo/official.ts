import { readFile, unlink } from "node:fs/promises";
import { connect } from "node:net";
import { basename } from "node:path";
import type { MongoBinaryDownload as Downloader } from "mongodb-memory-server-core/lib/util/MongoBinaryDownload.js";
import { verify } from "./checksum.ts";
import type { Source } from "./source.ts";

const VERSION = "8.2.6";
const HOST = "fastdl.mongodb.org";
const REACH_MS = 5_000;
const STALLED_MS = 8_000;
const ATTEMPTS = 2;

/** SHA-256 of the archives. A system that isn't here gets the sum MongoDB publishes beside the archive. */
const PINNED: Readonly<Record<string, string>> = {
  "mongodb-linux-x86_64-ubuntu2404-8.2.6.tgz":
    "56314a0f0a81238d974302fbffe7862efe9694c498ead62a0bca92cb595a0df0",
  "mongodb-linux-aarch64-ubuntu2404-8.2.6.tgz":
    "8eaa50d208e82df9effa462a6c5cb200a65b037fa118af0153f701ce1ceab422",
  "mongodb-macos-x86_64-8.2.6.tgz": "39b6ba80ad21ad1ca8dbd989d7fe81a60aa5f41475eb42d4247fe40740062f3d",
  "mongodb-macos-arm64-8.2.6.tgz": "ef8301d05cdb4686775aee1ddce391b5f1cd67cdc61179c2d21dab246a2c4f1b",
};

/** MongoDB's own build for this system, through mongodb-memory-server's downloader. */
export const official: Source = {
  name: "the official download",
  version: VERSION,
  async fetch(dir, progress) {
    await reach();
    const downloader = await pinnedDownloader(dir, progress);
    return downloader.extract(await downloader.startDownload());
  },
};

/** The downloader with what it lacks: verified certificates, SHA-256, short waits, progress that stays off stdout. */
async function pinnedDownloader(dir: string, progress: (line: string) => void) {
  const { MongoBinaryDownload } = await import("mongodb-memory-server-core/lib/util/MongoBinaryDownload.js");
  const { getOS } = await import("mongodb-memory-server-core/lib/util/getos/index.js");
  class PinnedDownload extends MongoBinaryDownload {
    private shown = 0;

    // It leaves certificates unchecked unless npm's configuration is in the environment.
    override httpDownload(...[url, options, file, draft]: Parameters<Downloader["httpDownload"]>) {
      if (url.protocol !== "https:") throw new Error(`${url.origin} is not https`);
      const strict = { ...options, rejectUnauthorized: true };
      return super.httpDownload(url, strict, file, draft, ATTEMPTS, 500, STALLED_MS);
    }

    override async makeMD5check(md5Url: string, archive: string): Promise<boolean> {
      const published = () => this.download(md5Url.replace(/\.md5$/, ".sha256"));
      await checkArchive(archive, async () => readFile(await published(), "utf8"));
      return true;
    }

    override printDownloadProgress(chunk: { length: number }): void {
      const { dlProgress } = this;
      dlProgress.current += chunk.length;
      const tenth = Math.floor((10 * dlProgress.current) / dlProgress.length);
      if (!(tenth > this.shown)) return;
      this.shown = tenth;
      progress(`MongoDB: ${tenth * 10} % of ${dlProgress.totalMb} MB`);
    }
  }
  return new PinnedDownload({ version: VERSION, downloadDir: dir, os: await getOS() });
}

/**
 * Compares an archive with its pinned SHA-256, or where we hold none with the published line `<sum>  <name>`.
 * @throws ConfigError if it is another one; the file is deleted then
 */
export async function checkArchive(archive: string, published: () => Promise<string>): Promise<void> {
  const expected = PINNED[basename(archive)] ?? (await published()).trim().split(/\s+/)[0] ?? "";
  try {
    await verify(archive, expected.toLowerCase());
  } catch (error) {
    await unlink(archive);
    throw error;
  }
}

/** Fails fast where the host can't be reached, so that the next way is tried at once. */
function reach(): Promise<void> {
  const { env } = process;
  const detour = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "MONGOMS_DOWNLOAD_MIRROR"];
  if (detour.some((name) => env[name])) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: HOST, port: 443, timeout: REACH_MS });
    const fail = (reason: string) => {
      socket.destroy();
      reject(new Error(`MongoDB's download host can't be reached (${reason})`));
    };
    socket.once("connect", () => {
      socket.end();
      resolve();
    });
    socket.once("timeout", () => fail("timed out"));
    socket.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
  });
}
