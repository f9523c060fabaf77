import { PlatformError } from "../../src/errors.ts";
import type { Profile } from "../../src/invocation.ts";
import type { Platform } from "../../src/platform.ts";
import { opener } from "../../src/view/build.ts";
import type { Reader, View } from "../../src/view/nodes.ts";
import { notice, renderText } from "../../src/view/render-text.ts";

export interface Posted {
  ref: string;
  address: string;
  key: string;
  view: View;
  reader: Reader;
  thread: string | undefined;
  repeat: boolean;
  /** Only this person sees it. */
  only: string | undefined;
  edits: number;
}

export interface RecordingPlatform extends Platform {
  posted: Posted[];
  people: Map<string, Profile>;
  /** The next calls of `send` and `answer` do this instead, one each; "lost" posts and then fails as unknown. */
  faults: ((() => never) | "lost")[];
  canAsk: boolean;
  in(address: string): Posted[];
  textIn(address: string): string;
}

/** A chat platform in memory, with the faults a real one has. */
export function recordingPlatform(name: string, paceMs = 0): RecordingPlatform {
  const posted: Posted[] = [];
  const people = new Map<string, Profile>();
  const final = (reason: string) => new PlatformError(name, { kind: "final", reason });

  function post(message: Pick<Posted, "address" | "view" | "reader"> & Partial<Posted>): string {
    const { address, thread } = message;
    if (!address.startsWith(`${name}|`)) throw final("no such conversation");
    const ref = `${address}|${posted.length + 1}`;
    const inside = thread?.startsWith(`${address}|`) ? thread : undefined;
    posted.push({ key: "", repeat: false, only: undefined, ...message, ref, thread: inside, edits: 0 });
    return ref;
  }

  const platform: RecordingPlatform = {
    name,
    paceMs,
    posted,
    people,
    faults: [],
    canAsk: true,
    in: (address) => posted.filter((message) => message.address === address),
    textIn: (address) => platform.in(address).map(textOf).join("\n\n"),
    async send(address, view, { key, reader, thread, repeat = false }) {
      const fault = platform.faults.shift();
      if (fault && fault !== "lost") fault();
      const ref = post({ address, key, view, reader, thread, repeat });
      if (fault === "lost") throw new PlatformError(name, { kind: "unknown", reason: "connection reset" });
      return ref;
    },
    async update(ref, view, { reader }) {
      const message = posted.find((m) => m.ref === ref);
      if (!message) throw new PlatformError(name, { kind: "final", reason: "no such message", gone: true });
      Object.assign(message, { view, reader, edits: message.edits + 1 });
    },
    async findSent(address, { key }) {
      if (!platform.canAsk) return "cannot-ask";
      return posted.find((m) => m.address === address && m.key === key)?.ref ?? "not-found";
    },
    directAddress: async (workspace, user) => `${name}|${workspace}|dm-${user}`,
    async answer({ actor, place }, outcome, { after } = {}) {
      if (outcome.kind === "none") return;
      const fault = platform.faults.shift();
      if (fault && fault !== "lost") fault();
      const form = outcome.kind === "form";
      const view = form ? opener(outcome.form) : outcome.view;
      const only = form || outcome.to === "actor" ? actor.user : undefined;
      const repeat = after !== undefined;
      post({ address: place.address, view, reader: outcome.reader, thread: place.thread, only, repeat });
      if (fault === "lost") throw new PlatformError(name, { kind: "unknown", reason: "connection reset" });
    },
    person: async (_workspace, user) => people.get(user),
  };
  return platform;
}

/** A message as it is read. */
export function textOf({ view, reader, repeat }: Posted): string {
  const title = notice(view, reader, repeat);
  return renderText({ ...view, title }, reader, new Date("2026-11-24T10:00:00Z"));
}
