import type { World } from "../support/desk.ts";
import { perform } from "./acts.ts";

/** One desk with three members and eight clients in eight zones; tests/fixtures/quarter/make.py knows the same. */
const memberZones: Readonly<Record<string, string>> = {
  asha: "Asia/Kolkata",
  ben: "Europe/London",
  cid: "America/New_York",
};

const clientZones: Readonly<Record<string, string>> = {
  ACME: "America/New_York",
  BETA: "Australia/Sydney",
  CARA: "Europe/London",
  DORA: "Europe/Berlin",
  ECHO: "America/Sao_Paulo",
  FUJI: "Asia/Tokyo",
  GITA: "Asia/Kathmandu",
  HALE: "America/Los_Angeles",
};

/** One contact for each client, in its zone; but Eva of ECHO lives in Lisbon. */
const contacts: Readonly<Record<string, string>> = {
  ACME: "jane",
  BETA: "raj",
  CARA: "kit",
  DORA: "dieter",
  ECHO: "eva",
  FUJI: "fumi",
  GITA: "gopal",
  HALE: "hank",
};

const contactZones: Readonly<Record<string, string>> = { eva: "Europe/Lisbon" };

/** The zone of a member, a client (for its channel) or a contact. */
export function zoneOf(who: string): string {
  const [code = ""] = Object.entries(contacts).find(([, contact]) => contact === who) ?? [];
  return memberZones[who] ?? contactZones[who] ?? clientZones[who] ?? clientZones[code] ?? "UTC";
}

const promised: Readonly<Record<string, string>> = {
  ACME: 'answer:"8h, urgent 2h" finish:3d',
  CARA: "answer:6h",
  DORA: "answer:24h finish:5d",
  GITA: "answer:4h",
  HALE: "finish:2d",
};

const checkIns = [
  "daily title:Daily",
  'weekly title:Weekly people:"@asha, @ben"',
  'weekly title:Handover every:"2 weeks on Friday" at:16:00 open:72h people:@ben',
  'monthly client:ACME title:"Acme monthly"',
  'monthly client:ECHO title:"Echo monthly" to:dm people:@eva',
  'monthly client:FUJI title:"Fuji monthly" every:"month on the 3rd"',
];

const clients: readonly (readonly [
  code: string,
  lead: string,
  status: string,
  country: string,
  repeats: string,
])[] = [
  ["ACME", "asha", "Fri 16:00", "US", "month on the 31st"],
  ["BETA", "asha", "Mon 09:00", "AU-NSW", "2 weeks on Monday"],
  ["CARA", "asha", "Fri 17:00", "GB-ENG", "weekday at 9:30"],
  ["DORA", "ben", "Fri 16:00", "DE-BY", ""],
  ["ECHO", "ben", "Fri 15:00", "BR", "Friday"],
  ["FUJI", "cid", "Mon 10:00", "JP", "month on the last Friday at 16:30"],
  ["GITA", "cid", "Fri 16:15", "", ""],
  ["HALE", "cid", "Thu 16:00", "US", "month on the 1st and 15th"],
];

/** Sets everything up by what people type. `away`: when Ben is away and Cid covers. */
export async function setUp(world: World, away: string): Promise<void> {
  const type = async (who: string, line: string, where = "dm"): Promise<void> => {
    const { outcome, text } = await world.say(who, where, line);
    if (outcome.kind === "view" && outcome.refused) throw new Error(`${line}: ${text}`);
  };
  for (const [who, zone] of Object.entries(memberZones))
    world.platform.people.set(who, { name: who[0]?.toUpperCase() + who.slice(1), zone });
  await type("asha", 'setup "Asha Desk" zone:Kolkata');
  for (const who of ["ben", "cid"]) await type("asha", `team add @${who}`);
  await type("asha", "settings holidays:2026-10-02,2027-03-22");
  await type("asha", 'settings hours:"Mon-Fri 9-13, 14-18"');
  await type("ben", 'settings hours:"Mon-Thu 8:30-12:30, 13:30-17:30; Fri 9-13" country:GB-ENG');
  await type("cid", 'settings digest:07:30 hours:"Mon-Fri 9-17; Sat 22:00-02:30" country:US');
  for (const [code, lead, status, country, repeats] of clients) {
    const zone = clientZones[code];
    await type("asha", `client add ${code} code:${code} zone:${zone} lead:@${lead}`, code.toLowerCase());
    await type("asha", `settings client:${code} status:"${status}"`);
    if (country !== "") await type("asha", `settings client:${code} country:${country}`);
    await type("asha", `request Report for ${code} client:${code}`);
    if (repeats !== "") await type("asha", `repeat ${code}-1 every:"${repeats}"`);
  }
  for (const [code, who] of Object.entries(contacts)) {
    world.platform.people.set(who, { name: who, zone: zoneOf(who) });
    await world.press(who, code.toLowerCase(), "join", { as: "contact" });
  }
  for (const [code, words] of Object.entries(promised)) await type("asha", `promise ${code} ${words}`);
  await type("ben", "settings budget:2");
  await type("asha", "settings client:GITA mode:review");
  for (const line of checkIns)
    await perform(world, { at: 0, who: "asha", where: "dm", line: `checkin add ${line}` });
  await type("ben", `away ${away} cover:@cid`);
  await world.settle();
}
