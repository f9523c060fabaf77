import { afterAll, beforeAll, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { promises } from "../../scheduler/jobs/promises.ts";
import { createDownloads } from "../../src/downloads/serve.ts";
import { edgeHandler } from "../../src/http/edge.ts";
import { type Listener, listen } from "../../src/http/listener.ts";
import { openDesk, silent, viewOf, type World } from "../support/desk.ts";

let world: World;
let edge: Listener;
let scheduler: Scheduler;
const asha = (line: string) => world.say("asha", "dm", line);

/** Lets a while pass in steps in which promises are looked at. */
async function until(time: string): Promise<void> {
  for (let at = world.clock.now().getTime(); at < Date.parse(time); at += 24 * 3_600_000) {
    world.clock.set(new Date(at));
    await scheduler.tick();
    await scheduler.runDue();
  }
  world.clock.set(time);
  await scheduler.tick();
  await scheduler.runDue();
  await world.relay.drain();
}

/** Files a request as Jane, which Asha answers after so many minutes; undefined: not at all. All within working hours in Kolkata. */
async function filed(time: string, answered: number | undefined): Promise<void> {
  await until(time);
  const before = await world.database.db.collection("requests").countDocuments({});
  await world.say("jane", "acme", `request Job of ${time}`);
  if (answered === undefined) return;
  await until(new Date(Date.parse(time) + answered * 60_000).toISOString());
  await asha(`comment ACME-${before + 1} On it`);
}

beforeAll(async () => {
  world = await openDesk();
  world.clock.set("2026-08-03T04:30:00Z");
  const { stores, clock, database } = world;
  scheduler = createScheduler({ db: database.db, stores, jobs: [promises], clock, log: silent });
  await asha("promise ACME answer:4h told:yes");
  for (const day of ["2026-08-04", "2026-09-01", "2026-10-06"]) await filed(`${day}T04:30:00Z`, 30);
  // In November Asha is slower, and once too late: five hours, of four.
  for (const day of ["2026-11-03", "2026-11-04"]) await filed(`${day}T04:30:00Z`, 120);
  await filed("2026-11-05T04:30:00Z", 300);
  await filed("2026-11-20T04:30:00Z", undefined);
  await until("2026-11-24T06:00:00Z");
  const downloads = createDownloads({ stores, clock, log: silent });
  edge = await listen(edgeHandler({ ready: async () => true }, { "/download": downloads }), {
    port: 0,
    variable: "PORT",
  });
}, 120_000);
afterAll(async () => {
  await edge.close();
  await world.close();
});

test("promises come by client and month: kept, broken once each, and how long first answers took", async () => {
  const { text } = await asha("report promises months:3");
  expect(text).toMatch(/Acme Ltd.*2026-11.*2.*2.*50 %.*2h/);
  expect(text).toMatch(/Acme Ltd.*2026-10.*1.*0.*100 % \*.*30m \*/);
  expect(text).toContain("1 run now, 1 of them late");
  expect(text).not.toContain("2026-08");
  expect((await asha("report promises client:BETA")).text).toContain("No promise has ended");
  expect((await asha("report promises months:0")).text).toContain("not a number of months");
});

test("the same comes as a CSV from a link that is the owner's", async () => {
  const offered = await asha("report promises months:3 as:csv");
  const [, token = ""] = /\/download\/([\w-]{32})/.exec(JSON.stringify(viewOf(offered))) ?? [];
  const response = await fetch(`http://127.0.0.1:${edge.port}/download/${token}`);
  expect(response.headers.get("content-disposition")).toContain("promises-2026-09");
  const [header, ...rows] = (await response.text()).trim().split("\r\n");
  expect(header).toContain("Client,Month,Kept,Broken,First answers");
  expect(rows).toEqual(["ACME,2026-11,2,2,3,120", "ACME,2026-10,1,0,1,30", "ACME,2026-09,1,0,1,30"]);
});

test("a client's troubles are told with their reasons, to the desk alone", async () => {
  await asha('block ACME-1 "Waiting for the logo"');
  const { text } = await asha("report health");
  expect(text).toContain(
    "ACME Acme Ltd — 1 promise is late now; 2 promises broken in 30 days; first answers take 2h of working time, 30m in the three months before; 1 request is blocked, since today",
  );
  expect(text).toContain("🟢 BETA Beta Corp — nothing wrong that I can see");
  expect(text.indexOf("ACME")).toBeLessThan(text.indexOf("BETA"));
  expect((await world.say("jane", "acme", "report health")).text).toContain("Only the owner");
  world.platform.people.set("ben", { name: "Ben" });
  await asha("team add @ben");
  expect((await world.say("ben", "dm", "report promises")).text).toContain("Only the owner");
});

test("a client who wants to know reads in the weekly status how many were kept", async () => {
  expect((await asha("status ACME")).text).toContain("The one promise of the week was broken.");
  await asha("promise ACME told:no");
  expect((await asha("status ACME")).text).not.toContain("promise of the week");
});
