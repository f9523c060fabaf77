import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { ConfigError } from "../errors.ts";

/** SHA-256 of a file, as 64 hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** @throws ConfigError if the file is not the one expected */
export async function verify(path: string, expected: string): Promise<void> {
  const found = await sha256(path);
  if (found === expected) return;
  throw new ConfigError(
    "mongod-checksum",
    `${path} is not the file it should be (SHA-256 ${found}, expected ${expected}). Delete it and start again.`,
  );
}
