import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Entrant } from "../../../adapters/web/deps.ts";
import { type Bench, openBench } from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.stop());

const CODE = 'form[action="/enter/code"]';
const OWN = 'form[action="/enter/own"]';
const AS = 'form[action="/enter/as"]';

describe("the first page", () => {
  test("lets one be anybody of the sample desk, and nobody else", async () => {
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    expect(entry.text).toContain("Asha Rao");
    expect(entry.text).not.toContain("Olga");
    expect((await visitor.send(entry.form(AS), { person: "olga" })).status).toBe(404);
    expect((await visitor.send(entry.form(AS), { person: "nobody" })).status).toBe(404);
    const page = await visitor.send(entry.form(AS), { person: "jane" });
    expect(page.path).toBe("/c/dm-jane");
    expect(page.text).toContain("See the desk as");
  });

  test("begins a desk of one's own, with a name others can type", async () => {
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    const page = await visitor.send(entry.form(OWN), { name: "Zoë Müller", zone: "kolkata" });
    expect(page.path).toBe("/c/dm-zoe");
    expect(page.text).toContain("Set up your desk");
    expect(await bench.chat.person("zoe")).toMatchObject({
      name: "Zoë Müller",
      zone: "Asia/Kolkata",
      demo: false,
    });
    const other = bench.visitor();
    const again = await other.send((await other.get("/")).form(OWN), { name: "Zoe", zone: "" });
    expect(again.path).toBe("/c/dm-zoe-2");
    const hindi = bench.visitor();
    const third = await hindi.send((await hindi.get("/")).form(OWN), { name: "आशा", zone: "" });
    expect(third.path).toBe("/c/dm-member");
    expect(third.text).toContain("आशा");
  });

  test("says what is wrong beside the field and keeps what was typed", async () => {
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    const noName = await visitor.send(entry.form(OWN), { name: " ", zone: "London" });
    expect(noName.status).toBe(422);
    expect(noName.document.querySelector("#name")?.getAttribute("aria-invalid")).toBe("true");
    expect(noName.document.querySelector("#zone")?.getAttribute("value")).toBe("London");
    const noZone = await visitor.send(entry.form(OWN), { name: "Zoe", zone: "Nowhere" });
    expect(noZone.document.querySelector("#zone-error")?.textContent).toContain("Nowhere");
    expect(noZone.document.querySelector("#name")?.getAttribute("value")).toBe("Zoe");
  });

  test("begins nothing once there is a desk", async () => {
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    bench.accounts.deskExists = async () => true;
    expect((await visitor.send(entry.form(OWN), { name: "Late" })).status).toBe(403);
    expect((await bench.visitor().get("/")).document.querySelector(OWN)).toBeNull();
    expect(await bench.chat.person("late")).toBeUndefined();
  });

  test("speaks Hindi to a browser that asks for it", async () => {
    const entry = await bench.visitor().get("/", { "accept-language": "hi-IN,hi;q=0.9,en;q=0.5" });
    expect(entry.document.documentElement.getAttribute("lang")).toBe("hi");
    expect(entry.text).toContain("अपना कोड डालें");
  });

  test("opens the sample desk where there is one to load, as the first of its people", async () => {
    let loads = 0;
    const own = await openBench({
      demo: async () => {
        loads += 1;
      },
    });
    const visitor = own.visitor();
    const entry = await visitor.get("/");
    const page = await visitor.send({ action: "/enter/demo", fields: entry.form(CODE).fields });
    expect(page.path).toBe("/c/dm-asha");
    expect(loads).toBe(1);
    await own.stop();
  });
});

describe("a one-time code", () => {
  const entrant: Entrant = {
    person: "p1",
    name: "Priya",
    zone: "Asia/Kolkata",
    locale: "hi",
    user: undefined,
  };

  test("makes an account for whose it was, in their language", async () => {
    const joined: string[][] = [];
    bench.accounts.redeem = async (code) => (code === "K7QXM-2WPRD" ? entrant : undefined);
    bench.accounts.join = async (user, person) => void joined.push([user, person]);
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    const page = await visitor.send(entry.form(CODE), { code: " /va link K7QXM-2WPRD " });
    expect(page.path).toBe("/c/dm-priya");
    expect(joined).toEqual([["priya", "p1"]]);
    expect(page.document.documentElement.getAttribute("lang")).toBe("hi");
  });

  test("leads back to the account somebody has already", async () => {
    bench.accounts.redeem = async () => ({ ...entrant, user: "olga" });
    const visitor = bench.visitor();
    const page = await visitor.send((await visitor.get("/")).form(CODE), { code: "K7QXM-2WPRD" });
    expect(page.path).toBe("/c/dm-olga");
  });

  test("that is wrong is refused, and no more than ten a minute are tried", async () => {
    bench.clock.advance(2);
    let tried = 0;
    bench.accounts.redeem = async () => {
      tried += 1;
      return undefined;
    };
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    const refused = await visitor.send(entry.form(CODE), { code: "AAAAA-BBBBB" });
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector("#code")?.getAttribute("value")).toBe("AAAAA-BBBBB");
    for (let n = 0; n < 15; n += 1) await visitor.send(entry.form(CODE), { code: `AAAAA-BBBB${n}` });
    expect((await visitor.send(entry.form(CODE), { code: "x" })).status).toBe(429);
    expect(tried).toBe(10);
    bench.clock.advance(2);
    expect((await visitor.send(entry.form(CODE), { code: "x" })).status).toBe(422);
  });
});

describe("a session", () => {
  test("lives in a cookie that no script reads and no other site sends", async () => {
    const visitor = bench.visitor();
    const entry = await visitor.get("/");
    const fields = new URLSearchParams([...entry.form(AS).fields, ["person", "jane"]]);
    const response = await visitor.fetch("/enter/as", { method: "POST", body: fields });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//i);
    expect(cookie).not.toMatch(/Secure/i);
    const behindProxy = { "x-forwarded-proto": "https" };
    const secure = await visitor.fetch("/enter/as", { method: "POST", body: fields, headers: behindProxy });
    expect(secure.headers.getSetCookie()[0]).toMatch(/Secure/i);
  });

  test("ends when one signs out, and what it could do with it", async () => {
    const visitor = await bench.as("jane");
    const page = await visitor.get("/");
    const stolen = new Map(visitor.cookies);
    expect((await visitor.send(page.form('form[action="/leave"]'))).text).toContain("Enter your code");
    for (const [name, value] of stolen) visitor.cookies.set(name, value);
    expect((await visitor.get("/c/dm-jane")).path).toBe("/");
    expect((await visitor.say(page, "hello")).status).toBe(401);
  });

  test("ends by itself", async () => {
    const visitor = await bench.as("jane");
    expect((await visitor.get("/c/dm-jane")).status).toBe(200);
    bench.clock.advance(31 * 24 * 60);
    expect((await visitor.get("/c/dm-jane")).path).toBe("/");
  });

  test("that somebody made up opens nothing", async () => {
    for (const value of ["x", "a".repeat(43), "../../etc", "%00", '{"$ne":1}']) {
      const visitor = bench.visitor();
      visitor.cookies.set("va_session", value);
      expect((await visitor.get("/c/acme")).path).toBe("/");
    }
  });
});

describe("another site", () => {
  test("that points its own name at us gets nothing", async () => {
    const { request } = await import("node:http");
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${bench.url}/`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on("error", reject).end();
      });
    for (const host of [
      "evil.test",
      "localhost.evil.test",
      "evil.test:3000",
      "127.0.0.1.evil.test",
      "a b",
      "@x",
    ])
      expect(await statusFor(host), host).toBe(421);
    expect(await statusFor("localhost:1234")).toBe(200);
    expect(await statusFor("LOCALHOST")).toBe(200);
  });

  test("can't act in somebody's name, whatever it sends along", async () => {
    const visitor = await bench.as("jane");
    const page = await visitor.get("/c/acme");
    const form = page.form(".dock form.composer");
    const sayWith = (headers: Record<string, string>) =>
      visitor.send(form, { text: "/va help" }, { headers, scripted: true });
    for (const headers of [
      { origin: "https://evil.test" },
      { origin: "null" },
      { origin: bench.url.replace("127.0.0.1", "localhost") },
      { origin: "", "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      expect((await sayWith(headers)).status, JSON.stringify(headers)).toBe(403);
    expect(bench.intake.dispatched).toEqual([]);
    expect((await sayWith({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("needs the token of the page besides, and another session's is no good", async () => {
    const jane = await bench.as("jane");
    const raj = await bench.as("raj");
    const page = await jane.get("/c/acme");
    const theirs = (await raj.get("/c/beta")).form(".dock form.composer").fields;
    const token = theirs.find(([name]) => name === "token")?.[1] ?? "";
    for (const wrong of ["", "x", token]) {
      const refused = await jane.send(page.form(".dock form.composer"), { text: "hello", token: wrong });
      expect(refused.status).toBe(403);
      // What was typed is given back.
      expect(refused.document.querySelector("textarea")?.textContent).toContain("hello");
    }
    const entry = await bench.visitor().get("/");
    const stranger = bench.visitor();
    expect((await stranger.send(entry.form(AS), { person: "asha" })).status).toBe(403);
  });

  test("can't frame a page, run or style anything in it, or learn where somebody came from", async () => {
    const visitor = await bench.as("jane");
    for (const page of [
      await visitor.get("/c/acme"),
      await visitor.get("/nowhere"),
      await bench.visitor().get("/"),
    ]) {
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      expect(page.headers.get("referrer-policy")).toBe("same-origin");
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/i);
    }
  });
});
