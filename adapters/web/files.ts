import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import type { FileLink } from "../../src/invocation.ts";
import type { Deps } from "./deps.ts";
import type { WebChannel } from "./port.ts";
import { fileName, type Upload } from "./posted.ts";
import { notFound } from "./refused.ts";
import { fileUrl } from "./shown-files.ts";

/** Keeps what was sent, for whoever is in the channel, and says where it is. */
export async function keepFiles(
  c: Context,
  { chat }: Deps,
  channel: WebChannel,
  files: readonly Upload[],
): Promise<FileLink[]> {
  const kept: FileLink[] = [];
  for (const file of files) {
    const id = randomBytes(16).toString("hex");
    const name = fileName(file.name);
    const type = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(file.type) ? file.type : "application/octet-stream";
    await chat.addFile(id, { channels: [channel.id], name, type }, new Uint8Array(await file.arrayBuffer()));
    kept.push({ name, url: fileUrl(originOf(c), id) });
  }
  return kept;
}

/** Files that were kept with an earlier try at the same form. @throws Refused 404 if one is not of this channel */
export async function keptBefore(
  c: Context,
  { chat }: Deps,
  channel: WebChannel,
  ids: readonly string[],
): Promise<FileLink[]> {
  return Promise.all(
    ids.slice(0, 50).map(async (id) => {
      const file = await chat.file(id);
      if (!file?.channels.includes(channel.id)) throw notFound();
      return { name: file.name, url: fileUrl(originOf(c), id) };
    }),
  );
}

/** How the browser calls us; the name has been checked. */
function originOf(c: Context): string {
  const scheme = c.req.header("x-forwarded-proto") === "https" ? "https" : "http";
  return `${scheme}://${c.req.header("host")}`;
}
