import type { Person } from "./domain/desk.ts";
import type { Messages } from "./i18n/index.ts";

/** A person's name for others, saying where they belong if that is another company, or that they are a guest: `Jane (Acme)`. */
export function whoseName({ name, from }: Pick<Person, "name" | "from">, m: Messages): string {
  const { guest, otherCompany } = m.desk;
  const company = from?.company === "" ? otherCompany : from?.company;
  const said = [company, from?.guest ? guest : undefined].filter((word) => word !== undefined);
  return said.length === 0 ? name : `${name} (${said.join(", ")})`;
}
