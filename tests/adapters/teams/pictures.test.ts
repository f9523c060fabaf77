import { afterEach, expect, test } from "vitest";
import { ACME, acme, asha, type Bench, direct, objectsIn, openTeamsDesk, personal } from "./bench.ts";

let bench: Bench;
afterEach(() => bench.stop());

const of = (kind: string, conversation: string) =>
  objectsIn(bench.fake.in(conversation).map(({ activity }) => activity)).filter(({ type }) => type === kind);

async function post(env: Record<string, string>): Promise<void> {
  bench = await openTeamsDesk({ env });
  await bench.say(asha, personal, "log 1h30 ACME-1 kind:design");
  await bench.say(asha, acme, "log 45m ACME-1 kind:अनुवाद");
  await bench.seen(direct(asha), "45m");
  await bench.say(asha, personal, "status ACME");
  await bench.seen(direct(asha), "Preview");
  await bench.say(asha, personal, "status post ACME");
  await bench.seen(direct(asha), "Posted");
  await bench.desk.settle();
  await bench.seen(ACME, "अनुवाद");
}

test("hours are a picture in the client's channel, with words for who can't see it", async () => {
  await post({ PUBLIC_URL: "https://va.example.com" });
  const [picture] = of("Image", ACME);
  expect(picture).toMatchObject({ altText: expect.stringMatching(/design 1h30, अनुवाद 45m/) });
  const path = new URL(String(picture?.["url"])).pathname;
  const answer = await fetch(new URL(path, bench.edge));
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(5_000);
  expect(of("Image", direct(asha))).toHaveLength(1);
});

test("hours are facts where nobody could fetch a picture", async () => {
  await post({});
  expect(of("Image", ACME)).toEqual([]);
  const facts = of("FactSet", ACME).flatMap(({ facts }) => facts as object[]);
  expect(facts).toEqual(expect.arrayContaining([{ title: "अनुवाद", value: "45m" }]));
});
