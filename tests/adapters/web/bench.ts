import { createWeb, type Web, type WebDeps } from "../../../adapters/web/index.ts";
import type { WebChat, WebMessage, WebPerson } from "../../../adapters/web/port.ts";
import { openWebChat } from "../../../src/store/web/index.ts";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import type { View } from "../../../src/view/nodes.ts";
import { testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";
import { loopback } from "../../support/loopback.ts";
import { reader, type ScriptedIntake, scriptedIntake } from "../../support/scripted-intake.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

export interface Bench {
  web: Web;
  chat: WebChat;
  clock: ManualClock;
  intake: ScriptedIntake;
  url: string;
  /** What the desk says of accounts, for a test to change. */
  accounts: Pick<WebDeps, "settings" | "deskExists" | "redeem" | "join" | "channelsFor">;
  /** A browser that hasn't come in. */
  visitor(): Visitor;
  /** A browser in which this sample person is signed in. */
  as(person: string): Promise<Visitor>;
  /** VA Desk says something to all in a channel. */
  post(channel: string, view: View, key?: string): Promise<WebMessage>;
  /** Forgets what was dispatched and how to answer; what was said stays. */
  reset(): void;
  stop(): Promise<void>;
}

const person = (id: string, name: string, zone: string, more: Partial<WebPerson> = {}): WebPerson => ({
  id,
  name,
  zone,
  locale: null,
  demo: true,
  ...more,
});

/** The web chat on a real server and a real database, with a scripted core: Asha and Jane in #acme, Raj in #beta with Asha. */
export async function openBench(more: Partial<WebDeps> = {}): Promise<Bench> {
  const database = await testDatabase();
  const clock = manualClock("2026-11-24T10:00:00Z");
  const chat = await openWebChat(database.db, clock);
  await chat.addPerson(person("asha", "Asha Rao", "Asia/Kolkata"));
  await chat.addPerson(person("jane", "Jane Doe", "America/New_York"));
  await chat.addPerson(person("raj", "Raj", "Australia/Sydney"));
  await chat.addPerson(person("olga", "Olga", "Europe/London", { demo: false }));
  await chat.addChannel({ id: "acme", name: "acme", members: ["asha", "jane"] });
  await chat.addChannel({ id: "beta", name: "beta", members: ["asha", "raj"] });
  const intake = scriptedIntake(() => web.platform);
  const strangers: Bench["accounts"] = {
    settings: async () => undefined,
    deskExists: async () => false,
    redeem: async () => undefined,
    channelsFor: async () => [],
    join: async () => undefined,
  };
  const accounts = { ...strangers };
  const web = createWeb(
    { hosts: ["127.0.0.1", "localhost"], command: "/va" },
    {
      intake,
      chat,
      clock,
      log: silent,
      catalog: () => [{ verb: "request", summary: "File a new request", example: "request Fix it" }],
      settings: (user) => accounts.settings(user),
      deskExists: () => accounts.deskExists(),
      redeem: (code, caller) => accounts.redeem(code, caller),
      channelsFor: (user) => accounts.channelsFor(user),
      join: (user, who) => accounts.join(user, who),
      ...more,
    },
  );
  const server = await loopback((req, res) => web.handle(req, res));
  const { url } = server;
  return {
    web,
    chat,
    clock,
    intake,
    url,
    accounts,
    visitor: () => createVisitor(url),
    async as(who) {
      const visitor = createVisitor(url);
      const entry = await visitor.get("/");
      await visitor.send(entry.form('form[action="/enter/as"]'), { person: who });
      return visitor;
    },
    async post(channel, view, key = `post-${view.title}`) {
      await web.platform.send(`web|local|${channel}`, view, { key, reader });
      const said = await chat.messageByKey(`sent:${key}`);
      if (!said) throw new Error("nothing was said");
      return said;
    },
    reset() {
      Object.assign(accounts, strangers);
      intake.dispatched.length = 0;
      intake.outcome = () => ({ kind: "none" });
    },
    async stop() {
      await web.stop();
      await server.close();
      await database.drop();
    },
  };
}
