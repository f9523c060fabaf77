import { randomUUID } from "node:crypto";
import type { CatalogEntry, WebDeps } from "../adapters/web/index.ts";
import type { Command } from "./command.ts";
import type { Channel } from "./domain/place.ts";
import { codeTyped } from "./guessing.ts";
import { messages } from "./i18n/index.ts";
import { merging } from "./people-service.ts";
import type { Services } from "./services.ts";
import type { Stores } from "./store/index.ts";
import type { Locale } from "./view/nodes.ts";

type Accounts = Pick<WebDeps, "settings" | "deskExists" | "redeem" | "join" | "channelsFor">;

const WORKSPACE = { platform: "web", workspace: "local" } as const;

/** Who the accounts of the web chat are to VA Desk. */
export function createWebAccounts(stores: Stores, { whoIs, clock }: Services): Accounts {
  const { system } = stores;
  /** The team's own, and those of the clients they serve. */
  async function teamChannels(desk: string, clients: readonly string[] | null): Promise<Channel[]> {
    const all = await system.channelsAt(desk);
    return all.filter(({ client }) => client === null || clients === null || clients.includes(client));
  }

  return {
    async settings(user) {
      const identity = await system.identity(`${WORKSPACE.platform}:${WORKSPACE.workspace}:${user}`);
      const person = identity && (await system.person(identity.person));
      return person && { locale: person.locale, zone: person.zoneGuessed ? null : person.zone };
    },
    deskExists: () => system.anyDesk(),
    async redeem(words, caller) {
      const act = `web:enter:${randomUUID()}`;
      const guess = { who: `web:enter:${caller}`, platform: WORKSPACE.platform, name: undefined };
      const code = await codeTyped(stores, words, { ...guess, act, now: clock.now() });
      if (code === "locked") return code;
      // It is used up by whom it makes, as anywhere else.
      if (code?.kind === "invite" && code.as) return { invited: code.as.name };
      const person = code?.kind === "person" ? await system.person(code.issuer) : undefined;
      if (!code || !person || !(await system.useCode(code, act, clock.now()))) return undefined;
      const { id, name, zone, locale } = person;
      const here = (await system.identitiesOf(id)).find(
        (identity) => identity.platform === WORKSPACE.platform && identity.workspace === WORKSPACE.workspace,
      );
      return { person: id, name, zone, locale, user: here?.user };
    },
    async channelsFor(user) {
      const identity = await system.identity(`${WORKSPACE.platform}:${WORKSPACE.workspace}:${user}`);
      if (!identity) return [];
      const { members, contacts } = await system.memberships(identity.person);
      const of = contacts.map(({ desk, client }) => system.channelsOf(desk, client));
      for (const { desk, role, clients } of members) {
        // A subcontractor is shown what is theirs to do.
        if (role !== "subcontractor") of.push(teamChannels(desk, clients));
      }
      const start = `${WORKSPACE.platform}|${WORKSPACE.workspace}|`;
      return (await Promise.all(of)).flat().flatMap(({ id }) => (id.startsWith(start) ? [id] : []));
    },
    async join(user, person) {
      const fresh = await whoIs({ ...WORKSPACE, user });
      // Nobody yet: there is nothing of theirs to merge but the account.
      if (fresh.id !== person) await system.mergePeople(merging(fresh.id, person, null, clock.now()));
    },
  };
}

/** What completion offers, in the order of help. */
export const catalogOf =
  (commands: readonly Command[]) =>
  (locale: Locale): CatalogEntry[] =>
    commands
      .filter((command) => !command.hidden)
      .map((command) => ({
        verb: command.name,
        summary: command.summary(messages(locale)),
        example: command.examples[0] ?? command.name,
      }));
