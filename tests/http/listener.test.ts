import { Agent, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { listen, plain } from "../../src/http/listener.ts";

test("a proxy that keeps its connections for a minute never finds one closed by us", async () => {
  const listener = await listen((_, res) => plain(res, 200, "here"), { port: 0, variable: "PORT" });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    return listener.close();
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port: listener.port, agent }, resolve).on("error", reject);
  });
  response.resume();
  const seconds = Number(/timeout=(\d+)/u.exec(String(response.headers["keep-alive"]))?.[1]);
  expect(seconds).toBeGreaterThan(60);
});

test("a request that is no HTTP is answered 400, and the next one as ever", async () => {
  const listener = await listen((_, res) => plain(res, 200, "here"), { port: 0, variable: "PORT" });
  onTestFinished(() => listener.close());
  const said = await new Promise<string>((resolve, reject) => {
    let heard = "";
    const socket = connect(listener.port, "127.0.0.1", () => socket.write("नमस्ते 🙂\r\n\r\n"));
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("close", () => resolve(heard)).on("error", reject);
  });
  expect(said).toMatch(/^HTTP\/1\.1 400 /u);
  expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(200);
});
