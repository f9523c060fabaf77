import { Readable } from "node:stream";
import type { Context } from "hono";
import type { Deps, Env } from "../deps.ts";
import { notFound } from "../refused.ts";

/** A file, to whoever is in a channel it was sent or shown in. It is saved, never shown or run. */
export const onFile =
  ({ chat }: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const id = c.req.param("id") ?? "";
    const file = /^[a-f0-9]{32}$/.test(id) ? await chat.file(id) : undefined;
    const mine = new Set((await chat.channelsOf(c.var.viewer.person.id)).map((channel) => channel.id));
    if (!file?.channels.some((channel) => mine.has(channel))) throw notFound();
    return new Response(Readable.toWeb(Readable.from(file.bytes())) as ReadableStream, {
      headers: {
        "content-type": file.type,
        "content-length": String(file.size),
        "content-disposition": `attachment; filename="${plainName(file.name)}"; filename*=UTF-8''${encoded(file.name)}`,
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=3600",
      },
    });
  };

/** For browsers that don't know the other form. */
const plainName = (name: string): string => name.replace(/[^\w. -]/g, "_");
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
