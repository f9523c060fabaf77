import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

const asha = (line: string) => world.say("asha", "dm", line);
const jane = (line: string) => world.say("jane", "acme", line);
const acme = () => world.platform.textIn("fake|w|acme");

describe("a member's own words", () => {
  test("stand over their blocks, are kept until it is posted, and can be emptied", async () => {
    await jane("request Write the report");
    const form = formOf(await asha("status edit ACME"));
    expect(form.fields.map(({ key }) => key)).toEqual(["note", "done", "next", "blocked", "decisions"]);
    const saved = await world.submit("asha", "dm", form, {
      note: "Happy holidays",
      done: "",
      next: "Two things",
      blocked: "",
      decisions: "Nothing for once",
    });
    expect(saved.text).toContain("Saved");
    expect(saved.text).toContain("Happy holidays");
    expect(saved.text).toContain("In progress and next\nTwo things\n• ACME-1");
    expect(saved.text).toContain("Decisions needed from you\nNothing for once");
    const again = formOf(await world.pressLabel("asha", "dm", saved, "Edit"));
    expect(again.fields.map(({ value }) => value)).toEqual([
      "Happy holidays",
      undefined,
      "Two things",
      undefined,
      "Nothing for once",
    ]);
    await world.submit("asha", "dm", again, {
      note: "",
      done: "",
      next: "Two things",
      blocked: "",
      decisions: "",
    });
    await asha('status edit ACME blocked:"All clear"');
    await asha("status post ACME");
    await world.settle();
    expect(acme()).toContain("Two things");
    expect(acme()).toContain("Blocked\nAll clear");
    expect(acme()).not.toContain("Happy holidays");
    expect(acme()).not.toContain("Nothing for once");
  });

  test("that name another client are asked about first", async () => {
    const asked = await asha('status edit ACME note:"As for Beta Corp last week"');
    expect(asked.text).toContain("names Beta Corp");
    expect((await asha("status ACME")).text).not.toContain("As for Beta");
    await world.pressLabel("asha", "dm", asked, "Post it anyway");
    expect((await asha("status ACME")).text).toContain("As for Beta Corp last week");
  });

  test("wait while it is asked for which client they are", async () => {
    const asked = await asha('status edit note:"Happy holidays"');
    const saved = await world.pressLabel("asha", "dm", asked, "ACME · Acme Ltd");
    expect(saved.text).toContain("Saved");
    expect(saved.text).toContain("Happy holidays");
  });

  test("that are too long come back with the form", async () => {
    const form = formOf(await asha("status edit ACME"));
    const refused = await world.submit("asha", "dm", form, { note: "x".repeat(700) });
    expect(refused.text).toContain("at most 600 characters");
    expect(formOf(refused).fields[0]?.value).toBe("x".repeat(700));
  });

  test("come back when the week's status is out", async () => {
    const form = formOf(await asha("status edit ACME"));
    await asha("status post ACME");
    const refused = await world.submit("asha", "dm", form, { note: "Too late" });
    expect(refused.text).toContain("was posted");
  });

  test("for a week that is over come back to be saved for this one", async () => {
    const form = formOf(await asha("status edit ACME"));
    world.clock.advance(7 * 1440);
    const again = formOf(await world.submit("asha", "dm", form, { note: "Late words" }));
    expect(again.fields[0]?.value).toBe("Late words");
    const saved = await world.submit("asha", "dm", again, { note: "Late words" });
    expect(saved.text).toContain("Saved");
  });
});
