import type { DeskStore } from "../src/store/desk.ts";

/** What the occurrences of one batch read in common, by desk: who works there, and for whom. */
export type SharedReads = Map<string, Promise<unknown>>;

/** A store that reads a desk's clients and members once for all occurrences of a batch. */
export function sharingReads(store: DeskStore, desk: string, shared: SharedReads): DeskStore {
  function once<T>(what: string, read: () => Promise<T>): Promise<T> {
    const key = `${desk}|${what}`;
    const held = shared.get(key) as Promise<T> | undefined;
    if (held) return held;
    const reading = read();
    shared.set(key, reading);
    return reading;
  }
  const { clients, members } = store;
  const allMembers = () => once("members", () => members.list());
  return {
    ...store,
    clients: {
      ...clients,
      list: (options) => (options ? clients.list(options) : once("clients", () => clients.list())),
    },
    members: {
      list: allMembers,
      byPerson: async (person) => (await allMembers()).find((member) => member.person === person),
    },
  };
}
