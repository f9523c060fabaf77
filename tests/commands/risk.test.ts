import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formOf, openDesk, type Said, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const codeOf = ({ text }: Said): string => /r-[A-Z0-9]{4}/.exec(text)?.[0] ?? "";
const BANK = 'risk "The vault may leak" client:ACME solution:"Open a second one" likely:high';

describe("a risk", () => {
  test("stands in the day and in the client's weekly status until it is closed", async () => {
    const said = await asha(BANK);
    expect(said.text).toContain("Noted as a risk for Acme Ltd");
    const code = codeOf(said);
    expect((await asha("today")).text).toContain(
      `Risks (1)\n• ${code} Acme Ltd: The vault may leak (likely). Proposed: Open a second one`,
    );
    expect((await asha("status ACME")).text).toContain(
      "What may get in the way\n• The vault may leak (likely). Proposed: Open a second one",
    );
    expect((await asha("status BETA")).text).not.toContain("vault");
    await asha("status post ACME");
    await world.settle();
    expect(world.platform.textIn("fake|w|acme")).toContain("Proposed: Open a second one");
    expect(world.platform.textIn("fake|w|acme")).not.toContain(code);
    expect((await asha(`risk close ${code}`)).text).toContain(`${code} is closed`);
    for (const line of ["today", "status ACME", "risk list"])
      expect((await asha(line)).text).not.toContain("vault");
  });

  test("that is internal never reaches the client", async () => {
    await asha("risk They are slow to pay client:ACME for:internal");
    expect((await asha("today")).text).toContain("slow to pay");
    expect((await asha("status ACME")).text).not.toContain("slow to pay");
    await asha("status post ACME");
    await world.settle();
    expect(world.platform.textIn("fake|w|acme")).not.toContain("slow to pay");
  });

  test("without a way out asks for one, and takes it by a button", async () => {
    const said = await asha("risk The vault may leak client:ACME");
    expect(said.text).toContain("Add what you propose");
    const form = formOf(await world.pressLabel("asha", "dm", said, "Propose a solution"));
    const after = await world.submit("asha", "dm", form, { solution: "Open a second one", likely: "low" });
    expect(after.text).toContain("Proposed: Open a second one");
    expect(after.text).toContain("unlikely");
    expect(after.text).toContain("The vault may leak");
    const old = await world.pressLabel("asha", "dm", said, "Close it");
    expect(old.text).toContain("This has changed since you last saw it");
    expect(viewOf(await world.pressLabel("asha", "dm", old, "Close it")).title).toContain("is closed");
  });

  test("is asked for by a form, and in a client's channel is that client's", async () => {
    const form = formOf(await asha("risk"));
    expect(form.fields.map(({ key }) => key)).toEqual(["text", "solution", "client", "likely", "for"]);
    const said = await world.submit("asha", "dm", form, { text: "Too few hours", client: "BETA" });
    expect(said.text).toContain("Noted as a risk for Beta Corp");
    expect((await asha("risk Too many cooks", "acme")).text).toContain("Noted as a risk for Acme Ltd");
  });

  test("that names another client is asked about before they could read it, unless it is internal", async () => {
    const asked = await asha("risk The same as at Beta Corp client:ACME");
    expect(asked.text).toContain("Your text names Beta Corp");
    expect((await asha("risk list")).text).toContain("No risks are open");
    await world.pressLabel("asha", "dm", asked, "Post it anyway");
    expect((await asha("risk list")).text).toContain("Beta Corp");
    const inside = await asha("risk Worse than Beta Corp client:ACME for:internal");
    expect(inside.text).toContain("Only the team sees it");
    expect((await asha(`risk edit ${codeOf(inside)} for:client`)).text).toContain(
      "Your text names Beta Corp",
    );
  });

  test("is for those alone who serve the client and see all of its work", async () => {
    for (const id of ["ben", "sue"]) world.platform.people.set(id, { name: id });
    await asha("team add @ben clients:BETA");
    await asha("team add @sue role:subcontractor");
    const code = codeOf(await asha(BANK));
    for (const line of ["risk list", "today", `risk edit ${code}`, `risk close ${code}`])
      expect((await world.say("ben", "dm", line)).text).not.toContain("vault");
    expect((await world.say("sue", "dm", "risk list")).text).toContain("only owners and assistants");
    expect((await world.say("jane", "acme", "risk list")).text).toContain("Only the team can do that");
    expect((await asha("risk list")).text).toContain("vault");
  });

  test.for([
    ["risk close r-ZZZZ", "There is no open risk r-ZZZZ"],
    ["risk close", "Which risk?"],
    ["risk close risk:banana", "is not a risk"],
    ["risk Something client:NOPE", "There is no client NOPE"],
    ["risk Something client:ACME likely:maybe", "is not one of: low, medium, high, none"],
    [`risk ${"x".repeat(2000)} client:ACME`, "too long"],
  ] as const)("%s", async ([line, why]) => {
    const said = await asha(line);
    expect(said.text).toContain(why);
    expect(said.text).toContain(line);
  });
});

describe("what blocks work", () => {
  test("is asked for a way out, which stands in the day and in the status until it goes on", async () => {
    await world.say("jane", "acme", "request Clean the mailing list");
    const said = await asha("block ACME-1 Waiting for the logo");
    expect(said.text).toContain("Add what you propose");
    const form = formOf(await world.pressLabel("asha", "dm", said, "Propose a solution"));
    expect(form.fields.find(({ key }) => key === "reason")?.value).toBe("Waiting for the logo");
    const after = await world.submit("asha", "dm", form, { solution: "Use the old one" });
    expect(after.text).not.toContain("Add what you propose");
    expect((await asha("today")).text).toContain("Waiting for the logo → Use the old one");
    expect((await asha("status ACME")).text).toContain("Proposed: Use the old one");
    await asha("unblock ACME-1");
    for (const line of ["today", "status ACME"]) expect((await asha(line)).text).not.toContain("logo");
  });
});
