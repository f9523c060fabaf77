import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
beforeAll(async () => {
  world = await openDesk();
});
afterAll(() => world.close());

test("a client is added in a channel, which then is theirs", async () => {
  const said = await asha(
    'client add "Cedar Inc" code:CED zone:London currency:GBP language:hi hours:10 per:week',
    "cedar",
  );
  expect(said.text).toContain("Cedar Inc is a client now");
  expect(said.text).toContain("Europe/London");
  expect(said.text).toContain("10h per week");
  expect(said.text).toContain("This channel now belongs to Cedar Inc");
  expect((await asha("requests", "cedar")).text).toContain("Nothing here");
});

test("in a DM the next step is named, and a code is made from the name", async () => {
  const said = await asha('client add "Dünya & Söhne"');
  expect(said.text).toContain("link DUNYA");
  expect((await asha('client add "Dunya Two" code:DUNYA')).text).toContain("is or was another client's code");
  expect((await asha('client add "Dunya Two"')).text).toContain("link DUNYA2");
});

test("a channel of one client takes no second one, and nothing is written", async () => {
  const said = await asha('client add "Elm" code:ELM', "acme");
  expect(said.text).toContain("belongs to another client already");
  expect((await asha("client list")).text).not.toContain("ELM");
});

test("by form, with each error at its field and what was typed kept", async () => {
  const form = formOf(await asha("client add"));
  const wrong = await world.submit("asha", "dm", form, {
    name: "Fir Ltd",
    code: "ACME",
    currency: "XYZ",
    zone: "Paris",
  });
  expect(wrong.outcome).toMatchObject({ kind: "form", errors: { code: expect.stringContaining("ACME") } });
  const again = formOf(wrong);
  expect(again.fields.find((field) => field.key === "name")?.value).toBe("Fir Ltd");
  const bad = await world.submit("asha", "dm", again, { code: "FIR" });
  expect(bad.outcome).toMatchObject({ kind: "form", errors: { currency: expect.stringContaining("XYZ") } });
  const done = await world.submit("asha", "dm", formOf(bad), { currency: "EUR", hours: "2.5" });
  expect(done.text).toContain("Fir Ltd is a client now");
  expect(done.text).toContain("2h30 per month");
});

test("what is edited by form begins with what is there; an emptied field empties", async () => {
  const form = formOf(await asha("client edit ACME"));
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toMatchObject({
    name: "Acme Ltd",
    code: "ACME",
    hours: "20",
    per: "month",
  });
  const done = await world.submit("asha", "dm", form, { hours: "", goals: "More sales" });
  expect(done.text).toContain("no package");
  expect((await asha("client edit ACME hours:20")).text).toContain("20h per month");
});

test("a client is renamed by line, in its channel too", async () => {
  expect((await asha("client edit ACME Acme International")).text).toContain("Acme International changed");
  expect((await asha("client edit Acme Ltd", "acme")).text).toContain("Ltd changed");
  expect((await asha('client edit "Acme Ltd" client:ACME')).text).toContain("Acme Ltd changed");
});

test("after a new code the old ones name the client and its requests for ever, and nobody else gets them", async () => {
  await world.say("raj", "beta", "request Old name");
  await asha("client edit BETA code:BTA");
  await asha("client edit BTA code:BX");
  expect((await asha("show BETA-1")).text).toContain("BX-1 · Old name");
  expect((await asha("show bta-1")).text).toContain("BX-1 · Old name");
  for (const code of ["BETA", "BTA", "BX"])
    expect((await asha(`client add Other code:${code}`)).text).toContain("old codes are never given again");
  expect((await asha("client edit BX code:BETA")).text).toContain("Short code: BETA");
  expect((await asha("show BX-1")).text).toContain("BETA-1 · Old name");
});

test("nothing new is filed for an archived client, until it is restored", async () => {
  await asha("client archive CED");
  expect((await asha("request Something client:CED")).text).toContain("Cedar Inc is archived");
  expect((await asha("client list")).text).toContain("CED Cedar Inc · archived");
  expect((await asha("client restore CED")).text).toContain("Cedar Inc is a client again");
  expect((await asha("request Something client:CED")).text).toContain("Got it: CED-1");
});

test("a removed client loses its channels and people, never its past or its code", async () => {
  await asha('client add "Gum Co" code:GUM', "gum");
  await world.press("gita", "gum", "join", { as: "contact" });
  await world.say("gita", "gum", "request Last words");
  expect((await asha("client remove GUM")).text).toContain("Gum Co is removed");
  expect((await world.say("gita", "gum", "requests")).text).not.toContain("Last words");
  expect((await asha("show GUM-1")).text).toContain("Last words");
  expect((await asha("client add Gum2 code:GUM")).text).toContain("never given again");
});

test("two new clients of one code at once: one gets it", async () => {
  const said = await Promise.all(["One", "Two"].map((name) => asha(`client add ${name} code:RACE`)));
  expect(said.filter(({ text }) => text.includes("is a client now"))).toHaveLength(1);
});

test("what can't be is said with what can", async () => {
  for (const [line, words] of [
    ["client edit NOPE zone:London", "There is no client NOPE"],
    ["client edit ACME zone:UTC+5", "“UTC+5” is not a time zone"],
    ["client edit ACME hours:many", "“many” is not a duration"],
    ["client edit ACME lead:@nobody", "I can't find @nobody"],
    ["client edit ACME language:fr", "“fr” is not one of: en, hi"],
    ["client edit ACME code:X", "“X” is not a client code"],
    ["client frobnicate ACME", "is not one of: add, edit, archive, restore, remove, list"],
  ] as const) {
    const said = await asha(line);
    expect(said.text, line).toContain(words);
    expect(said.text, line).toContain(`> ${line}`);
  }
});
