import { addressOf, readAddress, refOf } from "../../../adapters/web/codec.ts";
import { type PlatformBench, platformContract } from "../../contracts/platform.ts";
import { renderingContract } from "../../contracts/rendering.ts";
import { openBench } from "./bench.ts";
import { wordsIn } from "./visitor.ts";

async function open(): Promise<PlatformBench> {
  const bench = await openBench();
  await bench.chat.addMember("beta", "jane");
  return {
    platform: bench.web.platform,
    clock: bench.clock,
    workspace: "local",
    channel: addressOf("acme"),
    elsewhere: addressOf("beta"),
    one: { user: "asha", name: "Asha Rao", zone: "Asia/Kolkata" },
    other: { user: "jane" },
    async seen(user, address) {
      const channel = readAddress(address);
      const visitor = await bench.as(user);
      const { document } = await visitor.get(`/c/${channel}`);
      return [...document.querySelectorAll("#messages article")].map((article) => {
        const head = article.closest(".replies")?.closest("[data-id]")?.getAttribute("data-id");
        const content = article.querySelector(".content") ?? article;
        return {
          text: wordsIn(content),
          buttons: [...content.querySelectorAll("button, a.button")].map((button) => wordsIn(button)),
          thread: head ? refOf(channel, head) : undefined,
          active: [
            ...content.querySelectorAll("a:not(.button), script, img, [onerror], [onclick], b, iframe"),
          ].map((part) => part.getAttribute("href") ?? part.localName),
        };
      });
    },
    stop: bench.stop,
  };
}

platformContract("The web chat", open);
renderingContract("The web chat", open);
