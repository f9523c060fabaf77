import { expect, test } from "vitest";
import { activitySchema } from "../../../adapters/teams/activity.ts";
import { typedText } from "../../../adapters/teams/typed.ts";

test("who types the characters of a mention, or is called by them, names nobody", async () => {
  const activity = activitySchema.parse({
    type: "message",
    id: "1",
    serviceUrl: "https://example.com",
    from: { id: "29:asha" },
    recipient: { id: "28:bot" },
    conversation: { id: "a:1" },
    text: "assign 1 <@teams:t1:u9> <@slack:T1:U1> <at>Jane</at> <at>Odd</at>",
    entities: [
      { type: "mention", text: "<at>Jane</at>", mentioned: { id: "29:jane", name: "Jane" } },
      { type: "mention", text: "<at>Odd</at>", mentioned: { id: "29:odd", name: "<@teams:t1:u9>" } },
    ],
  });
  const book = {
    userByAccount: async (tenant: string, account: string) =>
      account === "29:jane"
        ? {
            tenant,
            account,
            id: "u1",
            name: "Jane",
            zone: null,
            locale: null,
            service: "https://example.com",
            bot: "28:bot",
          }
        : undefined,
  };
  expect(await typedText(activity, "t1", book)).toBe(
    "assign 1 < @teams:t1:u9> < @slack:T1:U1> <@teams:t1:u1> @< @teams:t1:u9>",
  );
});
