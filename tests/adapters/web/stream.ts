import type { Visitor } from "./visitor.ts";

export interface Heard {
  event: string;
  id: string;
  data: string;
}

export interface Stream {
  status: number;
  /** Everything so far. */
  heard: Heard[];
  /** The server has ended it. */
  ended: Promise<void>;
  close(): void;
}

/** Listens to a page's stream as an EventSource does. */
export async function listen(
  visitor: Visitor,
  channel: string,
  { since, last }: { since?: number; last?: string } = {},
): Promise<Stream> {
  const stop = new AbortController();
  const query = new URLSearchParams({ channel, ...(since === undefined ? {} : { since: String(since) }) });
  const headers: Record<string, string> = last === undefined ? {} : { "last-event-id": last };
  const response = await visitor.fetch(`/events?${query}`, { signal: stop.signal, headers });
  const heard: Heard[] = [];
  const ended = read(response, heard).catch(() => undefined);
  return { status: response.status, heard, ended, close: () => stop.abort() };
}

async function read(response: Response, heard: Heard[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const one: Heard = { event: "message", id: "", data: "" };
      for (const line of block.split("\n")) {
        const [, field = "", value = ""] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
        if (field === "event") one.event = value;
        else if (field === "id") one.id = value;
        else if (field === "data") one.data = one.data === "" ? value : `${one.data}\n${value}`;
      }
      heard.push(one);
    }
  }
}
