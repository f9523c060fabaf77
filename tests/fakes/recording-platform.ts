import type { Profile } from "../../src/invocation.ts";
import type { Platform } from "../../src/platform.ts";
import type { Reader, View } from "../../src/view/nodes.ts";
import { renderText } from "../../src/view/render-text.ts";

export interface Posted {
  ref: string;
  address: string;
  key: string;
  view: View;
  reader: Reader;
  thread: string | undefined;
  repeat: boolean;
  edits: number;
}

export interface RecordingPlatform extends Platform {
  posted: Posted[];
  people: Map<string, Profile>;
  /** The next calls of `send` do this instead, one each; "lost" posts and then fails as unknown. */
  faults: ((() => never) | "lost")[];
  canAsk: boolean;
  in(address: string): Posted[];
  textIn(address: string): string;
}

/** A chat platform in memory, with the faults a real one has. */
export function recordingPlatform(name: string, paceMs = 0): RecordingPlatform {
  const posted: Posted[] = [];
  const people = new Map<string, Profile>();
  const platform: RecordingPlatform = {
    name,
    paceMs,
    posted,
    people,
    faults: [],
    canAsk: true,
    in: (address) => posted.filter((message) => message.address === address),
    textIn: (address) =>
      platform
        .in(address)
        .map((message) => renderText(message.view, message.reader, new Date("2026-11-24T10:00:00Z")))
        .join("\n\n"),
    async send(address, view, { key, reader, thread, repeat = false }) {
      const fault = platform.faults.shift();
      if (fault && fault !== "lost") fault();
      const ref = `${address}|${posted.length + 1}`;
      posted.push({ ref, address, key, view, reader, thread, repeat, edits: 0 });
      if (fault === "lost") throw new Error("connection reset");
      return ref;
    },
    async update(ref, view, { reader }) {
      const message = posted.find((m) => m.ref === ref);
      if (!message) throw new Error("no such message");
      Object.assign(message, { view, reader, edits: message.edits + 1 });
    },
    async findSent(address, { key }) {
      if (!platform.canAsk) return "cannot-ask";
      return posted.find((m) => m.address === address && m.key === key)?.ref ?? "not-found";
    },
    directAddress: async (workspace, user) => `${name}|${workspace}|dm-${user}`,
    async answer() {},
    person: async (_workspace, user) => people.get(user) ?? { name: user },
  };
  return platform;
}
