import { connect } from "node:net";
import type { FetchOptions } from "./binary.ts";

const VERSION = "7.0.24";
const HOST = "fastdl.mongodb.org";
const REACH_MS = 5_000;

/** MongoDB's own build for this system, through mongodb-memory-server's downloader (which checks MongoDB's published checksum). */
export async function downloadOfficial({ cacheDir }: FetchOptions): Promise<string> {
  await reach();
  const { MongoBinary } = await import("mongodb-memory-server-core/lib/util/MongoBinary.js");
  return MongoBinary.getPath({ version: VERSION, downloadDir: cacheDir, checkMD5: true });
}

/** Fails fast where the host can't be reached, so that the next way is tried at once. */
function reach(): Promise<void> {
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
