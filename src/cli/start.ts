import { defineCommand } from "citty";
import { roles } from "../compose.ts";
import { serve } from "../main.ts";

export const start = defineCommand({
  meta: { name: "start", description: "Run VA Desk: web chat, platforms, jobs and delivery" },
  args: {
    role: {
      type: "enum",
      options: [...roles],
      default: "all",
      description: "web takes in what people say, worker runs jobs and delivers, all does both",
    },
  },
  run: ({ args }) => serve(args.role),
});
