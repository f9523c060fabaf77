import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { actionsOf, openDesk, type Said, type World } from "../support/desk.ts";

let world: World;
beforeAll(async () => {
  world = await openDesk();
  for (const who of ["asha", "jane"]) await world.say(who, "dm", "settings language:hi");
  world.platform.people.set("ben", { name: "Ben" });
  for (let n = 1; n <= 6; n += 1) await world.say("jane", "acme", `request काम ${n}`);
  await world.say("asha", "dm", "deliver ACME-5");
  await world.say("asha", "dm", "deliver ACME-6");
});
afterAll(() => world.close());

/** What stays as it is in every language: names, codes, zones, and what is typed. */
const kept = new RegExp(
  [
    "ACME(?:-\\d+)?|BETA(?:-\\d+)?|Acme Ltd|Beta Corp|Asha(?: Desk)?|Jane|Raj|Ben|VA Desk",
    "\\b\\d+h\\d*|\\b\\d+m\\b|\\d+h\\d\\d",
    "Asia/Kolkata|America/New_York|Australia/Sydney|Europe/London|UTC|Kolkata|London",
    "[a-z]+ :[a-z_]+:|client restore|USD|English|CSV|@\\w+|https?://\\S+|\\d{4}-W\\d\\d|2026-12-01T17:00|Friday 5pm|tomorrow|mon-fri|mon,wed,fri",
  ].join("|"),
  "g",
);
/** Codes are made of any letters, so that they may look like words: they go first. */
const withoutCodes = (text: string): string =>
  text.replace(/\b[a-z]-[A-Z0-9]{4}\b|\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/g, "");
const verbs = new RegExp(
  `\\b(?:${commands
    .flatMap(({ name, aliases = [] }) => [name, ...aliases])
    .filter((name) => /^[a-z]+$/.test(name))
    .join("|")})\\b`,
  "g",
);

/** English left in an answer, once names, code and what was typed are taken out. */
function english({ outcome, text }: Said, line: string): string[] {
  if (outcome.kind === "none") return [];
  let words = withoutCodes(text)
    .replaceAll(line, "")
    .replaceAll(/^> .*$/gm, "");
  const code =
    outcome.kind === "view"
      ? JSON.stringify(outcome.view.body).matchAll(
          /\{"kind":"(?:code","text|typed","line)":"((?:[^"\\]|\\.)*)"/g,
        )
      : [];
  for (const [, inside = ""] of code) words = words.replaceAll(withoutCodes(JSON.parse(`"${inside}"`)), "");
  return (
    words
      .replace(kept, "")
      .replace(verbs, "")
      .match(/[A-Za-z]{3,}/g) ?? []
  );
}

const lines: readonly (readonly [who: string, where: string, line: string])[] = [
  ["jane", "acme", "help"],
  ["jane", "acme", "feedback about:@asha जवाब देर से आते हैं"],
  ["jane", "dm", "feedback"],
  ["jane", "dm", "survey"],
  ["jane", "dm", "survey stop"],
  ["jane", "dm", "survey on"],
  ["asha", "dm", "surveys"],
  ["asha", "dm", "checkins"],
  ["jane", "dm", "checkins"],
  ["asha", "dm", "checkin add daily"],
  ["asha", "dm", "report satisfaction"],
  ["asha", "dm", "promise ACME"],
  ["asha", "dm", 'promise ACME answer:"24h, urgent 4h" finish:5d'],
  ["jane", "acme", "request एक और काम"],
  ["asha", "dm", "report promises"],
  ["asha", "dm", "report health"],
  ["asha", "dm", "settings client:ACME country:IN"],
  ["asha", "dm", "settings for:desk"],
  ["asha", "dm", "survey every 20"],
  ["jane", "dm", "followup"],
  ["asha", "dm", "followup"],
  ["asha", "dm", "followup done"],
  ["asha", "dm", "help"],
  ["asha", "dm", "help request"],
  ["jane", "acme", 'request नया काम due:"Friday 5pm" urgent:yes estimate:2h'],
  ["jane", "dm", "request निजी काम"],
  ["jane", "acme", "requests"],
  ["jane", "acme", "requests done"],
  ["jane", "acme", "show 1"],
  ["asha", "dm", "show ACME-1"],
  ["jane", "acme", "comment 1 ठीक है"],
  ["asha", "dm", "comment ACME-1 internal टीम के लिए"],
  ["jane", "acme", "edit 1 title:बदला"],
  ["jane", "acme", "due 1 tomorrow"],
  ["jane", "acme", "due 1 none"],
  ["jane", "acme", "cancel 2"],
  ["jane", "acme", "reopen 2"],
  ["jane", "acme", "approve 5"],
  ["jane", "acme", "changes 6 छोटा करें"],
  ["jane", "dm", "share ACME-8"],
  ["asha", "dm", "take ACME-1"],
  ["asha", "dm", "assign ACME-1 @asha"],
  ["asha", "dm", "start ACME-1"],
  ["asha", "dm", "timer"],
  ["asha", "dm", "switch ACME-3"],
  ["asha", "dm", "stop"],
  ["asha", "dm", "log 45m ACME-1 फ़ोन"],
  ["asha", "dm", "undo"],
  ["asha", "dm", "estimate ACME-1 2h"],
  ["asha", "dm", "urgent ACME-1"],
  ["asha", "dm", "important ACME-1"],
  ["asha", "dm", "important ACME-1 no"],
  ["asha", "dm", "snooze ACME-1 tomorrow"],
  ["asha", "dm", "block ACME-1 लोगो"],
  ["asha", "dm", "unblock ACME-1"],
  ["asha", "dm", "deliver ACME-3"],
  ["asha", "dm", "done ACME-4"],
  ["asha", "dm", "client list"],
  ["asha", "dm", "client edit ACME hours:20"],
  ["asha", "dm", "client archive BETA"],
  ["asha", "dm", "client restore BETA"],
  ["asha", "acme", "contact list"],
  ["asha", "acme", "contact edit @jane approver"],
  ["asha", "dm", "team add @ben"],
  ["asha", "dm", "team"],
  ["asha", "dm", "team remove @ben"],
  ["asha", "dm", "team invite बीना"],
  ["asha", "acme", "contact invite मीरा"],
  ["asha", "acme", "contact invite Jane"],
  ["asha", "dm", "link"],
  ["asha", "dm", "link ACME"],
  ["asha", "office", "link team"],
  ["asha", "office", "unlink"],
  ["asha", "dm", "settings"],
  ["asha", "dm", "settings client:ACME"],
  ["asha", "dm", "setup Again"],
  ["asha", "dm", "repeat"],
  ["asha", "dm", 'repeat ACME-3 every:"month on the 31st" due:2'],
  ["asha", "dm", "repeat ACME-3"],
  ["asha", "dm", "repeat skip ACME-3"],
  ["asha", "dm", "repeat end ACME-3"],
  ["asha", "dm", "away"],
  ["asha", "dm", "away 2026-12-24 to 2026-12-28"],
  ["asha", "dm", "away list"],
  ["asha", "dm", "away 27 Dec"],
  ["asha", "dm", "away cancel"],
  ["asha", "dm", "held"],
  ["asha", "dm", "risk list"],
  ["asha", "dm", "risk बैंक खाता बंद कर सकता है client:ACME likely:high"],
  ["asha", "dm", "risk list"],
  ["asha", "dm", "today"],
  ["asha", "dm", "week"],
  ["asha", "dm", "frobnicate"],
  ["asha", "dm", "show ACME-99"],
];

test.for(lines)("%s in %s: “%s” is answered in Hindi", async ([who, where, line]) => {
  const said = await world.say(who, where, line);
  expect(said.text).toMatch(/[\u0900-\u097f]/);
  expect(english(said, line)).toEqual([]);
});

test("every form is in Hindi, with its hints and choices", async () => {
  for (const { name } of commands) {
    const { outcome } = await world.say("asha", "dm", name);
    const wide = ["client add", "contact add", "team add"].includes(`${name} add`)
      ? (await world.say("asha", "dm", `${name} add`)).outcome
      : outcome;
    for (const one of [outcome, wide]) {
      if (one.kind !== "form") continue;
      const { title, submit, fields } = one.form;
      const labels = fields.flatMap((field) => [
        field.label,
        field.hint ?? "",
        ...(field.options ?? []).map(({ label }) => label),
      ]);
      for (const words of [title, submit, ...labels])
        expect(
          words
            .replace(kept, "")
            .replace(verbs, "")
            .replace(/\b(?:off|all|design|admin|calls)\b/g, "")
            .match(/[A-Za-z]{3,}/g),
          `${name}: ${words}`,
        ).toBeNull();
    }
  }
});

test("what is posted is in the language of whoever reads it there", async () => {
  await world.settle();
  const dm = world.platform.in("fake|w|dm-asha");
  expect(dm.length).toBeGreaterThan(0);
  for (const { view, reader } of dm) {
    expect(reader.locale).toBe("hi");
    for (const { label } of actionsOf(view)) expect(label).toMatch(/[\u0900-\u097f]/);
  }
  for (const { reader } of world.platform.in("fake|w|acme")) expect(reader.locale).toBe("en");
});

test("who has set no language and has none on their platform reads their client's, then the desk's, then English", async () => {
  await world.say("asha", "dm", "client edit BETA language:hi");
  expect((await world.say("raj", "beta", "requests")).text).toContain("खुले अनुरोध");
  expect((await world.say("nobody-yet", "nowhere", "requests")).text).toContain("isn't linked");
});
