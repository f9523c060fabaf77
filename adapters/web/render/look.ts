import { randomBytes } from "node:crypto";
import type { html } from "hono/html";
import type { Messages } from "../../../src/i18n/index.ts";
import type { Reader } from "../../../src/view/nodes.ts";
import type { Viewer } from "../deps.ts";
import type { WebChannel, WebPerson } from "../port.ts";

export type Html = ReturnType<typeof html>;

/** For whom, where and when something is drawn. */
export interface Look {
  viewer: Viewer;
  channel: WebChannel;
  now: Date;
  /** Who is known by name here; an account that isn't is shown by its id. */
  people: ReadonlyMap<string, WebPerson>;
}

/** The words of a view are in its own language; its instants are shown in the zone of whoever looks. */
export const readerHere = ({ viewer }: Look, reader: Reader): Reader => ({
  locale: reader.locale,
  zone: viewer.reader.zone,
});

/** Names an act in a form that is drawn now. */
export const freshAct = (): string => randomBytes(9).toString("base64url");

export const wordsOf = (look: Look): Messages["web"] => look.viewer.m.web;

/** What stands before a channel's name, and the name itself. */
export const channelTitle = (channel: WebChannel, m: Messages): string =>
  channel.kind === "dm" ? m.web.product : `#${channel.name}`;
