import type { Db } from "mongodb";
import { directChannel, isName, type WebChat, type WebPerson } from "../../../adapters/web/port.ts";
import { reader } from "../collection.ts";
import { insertOnce } from "../insert-once.ts";
import { webChannels, webPeople } from "./collections.ts";

type PeopleSide = Pick<WebChat, "addPerson" | "person" | "people" | "demoPeople">;

export function peopleSide(db: Db): PeopleSide {
  const people = reader(db, webPeople);
  const bare = ({ id, name, zone, locale, demo }: WebPerson): WebPerson => ({ id, name, zone, locale, demo });
  return {
    async addPerson(person) {
      if (!isName(person.id)) throw new Error(`not a name for a person: ${person.id}`);
      const fresh = await insertOnce(db, webPeople, { ...bare(person), read: {} });
      const id = directChannel(person.id);
      await insertOnce(db, webChannels, { id, name: person.name, kind: "dm", members: [person.id] });
      return fresh;
    },
    async person(id) {
      const found = await people.one({ _id: id });
      return found && bare(found);
    },
    async people(ids) {
      return (await people.many({ _id: { $in: [...ids] } }, { sort: { name: 1 } })).map(bare);
    },
    async demoPeople() {
      return (await people.many({ demo: true }, { sort: { _id: 1 } })).map(bare);
    },
  };
}
