import { afterEach, beforeEach, expect, test } from "vitest";
import { ACME, acme, asha, type Bench, direct, jane, openBench, personal } from "./bench.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.stop());

test("a desk is set up and a client's channel served, all of it in Teams", async () => {
  const { say, seen, press, fake } = bench;
  await say(asha, personal, "today");
  await seen(direct(asha), "isn't connected");
  await say(asha, personal, 'setup "Asha\'s Desk" zone:Kolkata');
  await seen(direct(asha), "Asha's Desk");
  await say(asha, acme, 'client add "Acme Ltd" code:ACME zone:America/New_York');
  await seen(direct(asha), "Acme Ltd is a client");
  await say(jane, acme, 'request Fix the invoice template due:"Friday 5pm"');
  await seen(direct(jane), "with Acme Ltd");
  const [question] = fake.in(direct(jane));
  const answer = await press(jane, personal, question, "join");
  expect(answer.body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.activity.message" });
  expect(JSON.stringify(answer.body)).toContain("ACME-1");
  await seen(ACME, "Fix the invoice template");
});
