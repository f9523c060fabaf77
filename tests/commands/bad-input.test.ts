import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeAll(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request One");
  await world.say("raj", "beta", "request Secret merger");
});
afterAll(() => world.close());

async function written(): Promise<string> {
  const { db } = world.database;
  const names = [
    "requests",
    "comments",
    "timeEntries",
    "timers",
    "members",
    "clients",
    "contacts",
    "channels",
  ];
  return JSON.stringify(
    await Promise.all(names.map((name) => db.collection(name).find().sort({ _id: 1 }).toArray())),
  );
}

const cases: readonly (readonly [who: string, line: string, english: string, hindi: string])[] = [
  ["asha", "frobnicate 12", "I don't know “frobnicate”", "“frobnicate” मुझे नहीं पता"],
  ["asha", "reqest Fix it", "Did you mean “request”?", "क्या आपका मतलब “request” था?"],
  ["asha", "checkin add daily name:pulse", "I have name twice: as name: and as “daily”", "name दो बार आया है"],
  ["asha", "settings colour:red", "I don't know what to do with “colour:red”", "“colour:red” का क्या करना है"],
  ["asha", "show 99", "99 does not exist", "99 नाम का कोई अनुरोध नहीं है"],
  ["asha", "show banana", "“banana” is not a request", "“banana” कोई अनुरोध नहीं है"],
  ["asha", "show 99999999", "is not a request", "कोई अनुरोध नहीं है"],
  ["asha", "show -1", "is not a request", "कोई अनुरोध नहीं है"],
  ["asha", "due 1 2026-02-30", "is not a day in the calendar", "कैलेंडर में नहीं है"],
  ["asha", "due 1 31 February", "is not a day in the calendar", "कैलेंडर में नहीं है"],
  ["asha", "due 1 2020-01-01", "is in the past", "बीत चुका है"],
  ["asha", "due 1 whenever", "I can't read “whenever”", "“whenever” को तारीख के रूप में नहीं पढ़ पाया"],
  ["asha", "log 99 ACME x", "“99” is not a duration", "“99” समय की अवधि नहीं है"],
  ["asha", "estimate 1 two", "“two” is not a duration", "“two” समय की अवधि नहीं है"],
  ["asha", "assign 1 @nobody", "I can't find @nobody", "टीम में @nobody नहीं मिला"],
  ["asha", "contact add @nobody", "I don't know @nobody yet", "@nobody को मैं अभी नहीं जानता"],
  ["asha", "edit t-ZZZZ 45m", "There is no time entry t-ZZZZ", "t-ZZZZ नाम की कोई समय प्रविष्टि नहीं है"],
  ["asha", "team frob", "is not one of: add, invite, edit, remove, list", "इनमें से नहीं है"],
  ["jane", "show BETA-1", "BETA-1 does not exist", "BETA-1 नाम का कोई अनुरोध नहीं है"],
  ["jane", "comment BETA-1 hello", "BETA-1 does not exist", "BETA-1 नाम का कोई अनुरोध नहीं है"],
  ["jane", "request Mine client:BETA", "There is no client BETA", "BETA नाम का कोई क्लाइंट नहीं है"],
  ["jane", "log 1h ACME Something", "Only the team can do that", "यह केवल टीम कर सकती है"],
  ["jane", "client add Evil code:EVIL", "Only the owner", "यह केवल डेस्क के मालिक कर सकते हैं"],
  ["asha", "approve 1", "Only people at the client", "यह केवल क्लाइंट के लोग कर सकते हैं"],
];

test.for(cases)(
  "%s: “%s” is answered clearly, given back, and writes nothing",
  async ([who, line, english, hindi]) => {
    for (const [language, words] of [
      ["en", english],
      ["hi", hindi],
    ] as const) {
      await world.say(who, "acme", `settings language:${language}`);
      const before = await written();
      const said = await world.say(who, "acme", line);
      expect(said.text).toContain(words);
      expect(said.text).toContain(`> ${line}`);
      expect(said.text).not.toContain("merger");
      expect(said.outcome).toMatchObject({ kind: "view", to: "actor", refused: true });
      expect(await written()).toBe(before);
    }
    await world.say(who, "acme", "settings language:en");
  },
);

const nasty = [
  "__proto__",
  "constructor",
  "$where",
  '{"$ne":1}',
  "\u0000",
  "\u202eevil\u202c",
  "\u200b",
  "\u2066\u2069",
  "'; DROP TABLE requests; --",
  "<!channel>",
  "<script>alert(1)</script>",
  "ﷺ".repeat(50),
  "x".repeat(100_000),
  "\ud800",
];

test("whatever is put into whichever place of a verb, the answer is an answer", async () => {
  const before = await written();
  for (const command of commands.filter(
    ({ name }) => !["help", "log", "request", "comment", "block", "stop"].includes(name),
  )) {
    for (const text of nasty) {
      const said = await world.say("asha", "acme", `${command.name} ${text}`);
      expect(said.text, `${command.name} ${text.slice(0, 40)}`).not.toMatch(
        /Something went wrong|\bat .*\.ts/,
      );
      for (const key of Object.keys(command.input.shape))
        expect((await world.press("asha", "acme", command.name, { [key]: text })).text).not.toContain(
          "Something went wrong",
        );
    }
  }
  // One of them is a name for a client, one may call the desk so: nothing else came of it.
  expect((await written()).length).toBeLessThan(before.length + 40_000);
}, 120_000);

test("text that can't be seen is no text, and what can is kept without the rest", async () => {
  for (const text of ["\u200b\u2060", "\u202e\u202c", "\u0007"])
    expect(
      (await world.say("asha", "dm", `request client:ACME ${text}`)).outcome.kind,
      JSON.stringify(text),
    ).toBe("form");
  expect((await world.say("asha", "dm", "request client:ACME \u200d\u200d")).text).toContain("It is empty");
  const said = await world.say("jane", "acme", "request Pay\u202e\u200b the\u0007 bill");
  expect(said.text).toContain("\nPay the bill\n");
  expect((await world.say("jane", "acme", "request نسخة عربية עברית")).text).toContain("نسخة عربية עברית");
  expect((await world.say("jane", "acme", "request 👩‍💻 क्‍ष")).text).toContain("👩‍💻 क्‍ष");
});

test("verbs and buttons of things that never were change nothing", async () => {
  const before = await written();
  for (const [verb, values] of [
    ["toString", {}],
    ["draft", { draft: "w0000" }],
    ["take", { ref: "dffffffffff.0000000000000000" }],
    ["take", { ref: { $ne: null } as unknown as string }],
    ["request", JSON.parse('{"__proto__":"x","title":""}')],
    ["link", { claim: "0".repeat(64), mine: "yes" }],
  ] as const) {
    const said = await world.press("jane", "acme", verb, values);
    expect(said.outcome.kind === "view" ? said.outcome.refused : said.outcome.kind, verb).toBeTruthy();
    expect(said.text, verb).not.toContain("Something went wrong");
  }
  expect(await written()).toBe(before);
});

test("in a DM or a mention a line is a command only as a whole; else it is offered as a request, with its files", async () => {
  for (const line of [
    "Cancel my flight",
    "today we should talk",
    "log in to the bank",
    "help me with taxes",
    "done with it?",
  ]) {
    const said = await world.say("jane", "dm", line, { loose: true });
    expect(said.text, line).toContain("File it as a request?");
    expect(said.text, line).toContain(`> ${line}`);
  }
  const files = [{ name: "scan.pdf", url: "https://files.example/scan.pdf" }];
  const alone = await world.say("jane", "dm", "", { loose: true, files });
  const filed = await world.pressLabel("jane", "dm", alone, "File as request");
  expect(filed.text).toContain("scan.pdf");
  expect((await world.pressLabel("jane", "dm", alone, "File as request")).text).toContain("Already done");
  expect((await world.say("jane", "dm", "requests", { loose: true })).text).toContain("Open requests");
});
