import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { identities, inbound, requests } from "../../../src/store/collections.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { asha, jane, openTwoCompanies, type TwoCompanies, words } from "./two-companies.ts";
import type { SlackWorld } from "./world.ts";

interface FormBlock {
  block_id: string;
  label?: { text: string };
  element: { action_id: string };
}

let two: TwoCompanies;
let world: SlackWorld;
let home: FakeSlack;
let acme: FakeSlack;
let shared: string;

async function open(by: "http" | "socket", app: "A1" | "A2"): Promise<void> {
  two = await openTwoCompanies(by, app);
  ({ world, home, acme, shared } = two);
}
afterEach(() => world.close());

const known = async (user: string) =>
  (await collectionOf(world.database.db, identities).find({ user }).toArray()).map(({ _id }) => _id).sort();

describe("what a client's own app says of people of another workspace", () => {
  beforeEach(() => open("http", "A2"));

  /** Signed by the client's own app, of the assistant, in the shared channel or any other. */
  const forge = (event: object, body: object = {}) =>
    acme.raw(
      JSON.stringify({
        token: "t",
        team_id: "T2",
        api_app_id: "A2",
        type: "event_callback",
        event_id: "Ev1",
        event_time: 1,
        is_ext_shared_channel: true,
        authorizations: [{ team_id: "T2", user_id: "U0ABOT", is_bot: true, is_enterprise_install: false }],
        event,
        ...body,
      }),
    );
  const told = (user: string) => [
    ...home.ephemerals(user),
    ...acme.ephemerals(user),
    ...home.messages(home.direct(user).id),
  ];

  it("makes nobody an owner: forged words of the assistant are refused wherever they are said to be", async () => {
    const line = {
      type: "app_mention",
      user: asha,
      user_team: "T1",
      team: "T1",
      text: "<@U0ABOT> client archive ACME",
    };
    const theirs = acme.addChannel({ name: "theirs", members: [jane] }).id;
    for (const [n, channel] of [shared, theirs, "D0FORGED", "C0UNKNOWN"].entries()) {
      await forge({ ...line, channel, ts: `176400000${n}.000100` });
      await forge({ ...line, channel, ts: `176500000${n}.000100` }, { is_ext_shared_channel: false });
    }
    await two.settle();
    const { answer } = await home.command({ user: asha, channel: shared, text: "client list" });
    expect(words(answer)).not.toContain("archived");
    // In the shared channel the assistant's own app would have heard it; nothing is kept of what it didn't.
    expect(
      await collectionOf(world.database.db, inbound).countDocuments({
        _id: { $regex: `^slack:msg:${shared}:176400000` },
      }),
    ).toBe(0);
    expect(told(asha).map(words).join()).not.toContain("archived");
  });

  it("nor by a forged button, form, command or emoji", async () => {
    const user = { id: asha, username: "asha", name: "asha", team_id: "T1" };
    const payload = {
      type: "block_actions",
      team: { id: "T2", domain: "x" },
      user,
      api_app_id: "A2",
      trigger_id: "1.1.a",
      container: {
        type: "message",
        message_ts: "1764000000.000100",
        channel_id: shared,
        is_ephemeral: false,
      },
      channel: { id: shared, name: "x" },
      actions: [
        { action_id: "a", value: JSON.stringify({ v: "client", i: { what: "archive", name: "ACME" } }) },
      ],
    };
    const form = (body: object) =>
      acme.raw(new URLSearchParams({ payload: JSON.stringify(body) }).toString(), {
        contentType: "application/x-www-form-urlencoded",
      });
    await form(payload);
    await form({
      ...payload,
      type: "view_submission",
      team: { id: "T1", domain: "x" },
      view: {
        id: "V1",
        hash: "1",
        type: "modal",
        callback_id: "va-desk",
        app_installed_team_id: "T2",
        private_metadata: JSON.stringify({
          v: "client",
          p: { what: "archive", name: "ACME" },
          c: shared,
          l: "en",
          z: "UTC",
        }),
        state: { values: {} },
        blocks: [],
      },
    });
    await acme.raw(
      new URLSearchParams({
        team_id: "T2",
        channel_id: shared,
        channel_name: "x",
        user_id: asha,
        user_name: "asha",
        command: "/va",
        text: "client archive ACME",
        api_app_id: "A2",
        response_url: "http://127.0.0.1:9/x",
        trigger_id: "1.1.b",
      }).toString(),
      { contentType: "application/x-www-form-urlencoded" },
    );
    await two.settle();
    const { answer } = await home.command({ user: asha, channel: shared, text: "client list" });
    expect(words(answer)).not.toContain("archived");
  });

  it("where the assistant's bot isn't in the channel, they are another person, and never one of the team", async () => {
    home.kick(shared);
    world.clock.advance(120);
    const theirs = acme.addChannel({ name: "acme", members: [jane] }).id;
    acme.share(theirs, { team: "T1", members: [asha] });
    await home.say({ user: asha, channel: theirs, text: "@U0ABOT link" });
    await two.settle();
    expect(await known(asha)).toEqual([`slack:T1:${asha}`, `slack:T1~A2:${asha}`]);
    expect(acme.ephemerals(asha, theirs).map(words).join()).toContain("don't know you yet");

    const { answer } = await home.command({ user: asha, channel: home.direct(asha).id, text: "link" });
    const code = /link ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(words(answer))?.[1];
    await home.say({ user: asha, channel: theirs, text: `@U0ABOT link ${code}` });
    await two.settle();
    expect(acme.ephemerals(asha, theirs).map(words).join()).toContain("only a client's own app says");
    expect(world.heard(home, asha).join()).not.toContain("Was that you?");
  });

  it("a form sends only who opened it, where and as they did; what was typed in any other is given back", async () => {
    const theirs = acme.addChannel({ name: "theirs", members: [jane] }).id;
    const mallory = "U66";
    acme.addUser({ id: mallory, name: "mallory" });
    await two.meetJane();
    await acme.command({ user: jane, channel: acme.direct(jane).id, text: "request" });
    const view = acme.openView(jane);
    if (!view) throw new Error("no form was opened");
    const opened = String(view.body["private_metadata"]);
    const { block_id: block, element } = (view.body["blocks"] as FormBlock[]).find(
      ({ label }) => label?.text === "What is to be done?",
    ) ?? { block_id: "", element: { action_id: "" } };
    expect(block).not.toBe("");
    const sent = async (user: string, metadata: string): Promise<string> => {
      const { body } = await acme.raw(
        new URLSearchParams({
          payload: JSON.stringify({
            type: "view_submission",
            team: { id: "T2", domain: "x" },
            user: { id: user, username: "x", name: "x", team_id: "T2" },
            api_app_id: "A2",
            trigger_id: "1.1.f",
            view: {
              id: "V7",
              hash: "1",
              type: "modal",
              callback_id: "va-desk",
              app_installed_team_id: "T2",
              private_metadata: metadata,
              state: {
                values: { [block]: { [element.action_id]: { type: "plain_text_input", value: "Forged" } } },
              },
              blocks: [],
            },
          }),
        }).toString(),
        { contentType: "application/x-www-form-urlencoded" },
      );
      return body;
    };
    const elsewhere = opened.replace(acme.direct(jane).id, theirs);
    expect(elsewhere).not.toBe(opened);
    const unsealed = opened.slice(opened.indexOf("{"));
    for (const [user, metadata] of [
      [mallory, opened],
      [jane, elsewhere],
      [jane, unsealed],
      [jane, ""],
    ] as const) {
      const said = await sent(user, metadata);
      expect(said).toContain("doesn't count any more");
      expect(said).toContain("Forged");
    }
    await two.settle();
    const filed = () => collectionOf(world.database.db, requests).countDocuments();
    expect(await filed()).toBe(0);
    // Another process has the same secret, and so has this one after a restart.
    acme.connect(`${(await world.another()).url}/slack/events`);
    await acme.submit({ user: jane, view, values: { [block]: "Fix the footer" } });
    expect(await filed()).toBe(1);
  });

  it("counts for nothing in a channel that their workspace isn't in", async () => {
    const other = home.addChannel({ name: "beta", members: [asha] }).id;
    await home.command({ user: asha, channel: other, text: 'client add "Beta Corp" code:BETA' });
    await two.settle();
    await forge({
      type: "app_mention",
      user: jane,
      user_team: "T2",
      channel: other,
      ts: "1764000100.000100",
      text: "<@U0ABOT> requests",
    });
    const body = {
      team_id: "T2",
      channel_id: other,
      channel_name: "x",
      user_id: jane,
      user_name: "jane",
      command: "/va",
      text: "requests",
      api_app_id: "A2",
      response_url: "http://127.0.0.1:9/x",
      trigger_id: "1.1.c",
    };
    const { body: answer } = await acme.raw(new URLSearchParams(body).toString(), {
      contentType: "application/x-www-form-urlencoded",
    });
    expect(answer).not.toContain("Beta Corp");
    await two.settle();
    expect(told(jane).map(words).join()).not.toContain("Beta Corp");
  });
});
