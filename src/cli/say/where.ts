import { addressOf, PLATFORM, WORKSPACE } from "../../../adapters/web/codec.ts";
import { directChannel, isName } from "../../../adapters/web/port.ts";
import type { VaDesk } from "../../compose.ts";
import { AppError } from "../../errors.ts";
import type { Place, Speaker } from "../../invocation.ts";
import { UsageError } from "../usage-error.ts";

type Desk = Pick<VaDesk, "chat" | "platforms" | "stores">;
type Remark = (text: string) => void;

/** Who speaks. @throws UsageError if that can't be anybody, AppError if nobody is known by it */
export async function speakerMeant({ chat, stores }: Desk, words: string, remark: Remark): Promise<Speaker> {
  const [, platform, workspace, user] = /^([a-z]+):([^:]+):(.+)$/.exec(words) ?? [];
  if (platform !== undefined && workspace !== undefined && user !== undefined) {
    if (!(await stores.system.identity(words)))
      throw new AppError("no-identity", `Nobody is known as ${words}: they have not written to VA Desk yet.`);
    return { platform, workspace, user };
  }
  const id = nameMeant("as", words.replace(/^@/, ""));
  if (await chat.addPerson({ id, name: capital(id), zone: null, locale: null, demo: false }))
    remark(`@${id} is new and was added to the web chat.`);
  const person = await chat.person(id);
  return {
    platform: PLATFORM,
    workspace: WORKSPACE,
    user: id,
    ...(person ? { name: person.name } : {}),
    ...(person?.zone ? { zone: person.zone } : {}),
    ...(person?.locale ? { locale: person.locale } : {}),
  };
}

/** Where they speak. @throws UsageError if that can't be a place of theirs */
export async function placeMeant(
  { chat, platforms, stores }: Desk,
  words: string,
  { platform, workspace, user }: Speaker,
  remark: Remark,
): Promise<Place> {
  const there = { platform, workspace };
  if (words === "dm") {
    const port = platforms.get(platform);
    if (!port) throw new AppError("no-platform", `${platform} is not switched on here.`);
    return { ...there, kind: "dm", address: await port.directAddress(workspace, user) };
  }
  if (words.includes("|")) {
    if (!words.startsWith(`${platform}|${workspace}|`))
      throw new UsageError(`--in is "${words}", but they speak in ${platform}|${workspace}|….`);
    const linked = await stores.system.channel(words);
    return { ...there, kind: "channel", address: words, ...(linked ? { name: linked.name } : {}) };
  }
  if (platform !== PLATFORM)
    throw new UsageError(`--in must be dm or an address like ${platform}|${workspace}|… for somebody there.`);
  const id = nameMeant("in", words.replace(/^#/, ""));
  if (id === directChannel(user)) return { ...there, kind: "dm", address: addressOf(id) };
  if (id.startsWith("dm-"))
    throw new UsageError(`--in is "${words}", which is somebody else's conversation.`);
  const before = await chat.channel(id);
  await chat.addChannel({ id, name: id, members: [user] });
  if (!before) remark(`#${id} is new and was added to the web chat.`);
  else if (!before.members.includes(user)) remark(`@${user} is in #${id} from now on.`);
  return { ...there, kind: "channel", address: addressOf(id), name: before?.name ?? id };
}

function nameMeant(option: string, words: string): string {
  const id = words.toLowerCase();
  if (isName(id)) return id;
  throw new UsageError(
    `--${option} is "${words}", but must be lower-case letters, digits and hyphens, at most 40 of them.`,
  );
}

const capital = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
