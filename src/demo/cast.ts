import type { WebPerson } from "../../adapters/web/port.ts";

/** Who is in the sample desk. The key is what they are called in the story. */
export const people = {
  asha: { name: "Asha", zone: "Asia/Kolkata", locale: "en" },
  ben: { name: "Ben", zone: "Asia/Manila", locale: "en" },
  olivia: { name: "Olivia", zone: "Australia/Sydney", locale: "en" },
  meera: { name: "Meera", zone: "Europe/London", locale: "hi" },
  jane: { name: "Jane", zone: "America/New_York", locale: "en" },
  marcus: { name: "Marcus", zone: "America/New_York", locale: "en" },
} as const satisfies Record<string, Pick<WebPerson, "name" | "zone" | "locale">>;
export type Name = keyof typeof people;

export const channels = {
  team: ["asha", "ben"],
  "harbour-lane": ["asha", "ben", "olivia"],
  "kesar-kitchen": ["asha", "meera"],
  brightline: ["asha", "ben", "jane", "marcus"],
} as const satisfies Record<string, readonly Name[]>;
export type ChannelName = keyof typeof channels;

/** A channel, or the speaker's direct messages. */
export type Where = ChannelName | "dm";

export const names = Object.keys(people) as Name[];
export const channelNames = Object.keys(channels) as ChannelName[];
