import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { ApiFailure, Conversation, newMessage } from "../src/api.ts";
import type { Storage } from "../src/storage.ts";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: Record<string, unknown>;
}
type Answer = (request: Request, response: ServerResponse) => void;

const REPLY = { text: "hello", blocks: [{ type: "paragraph", text: "hello" }] };

async function withServer(
  answer: Answer,
  work: (origin: string, seen: Request[]) => Promise<void>,
): Promise<void> {
  const seen: Request[] = [];
  const server = createServer((incoming: IncomingMessage, response) => {
    let text = "";
    incoming.on("data", (part: Buffer) => (text += part.toString()));
    incoming.on("end", () => {
      const request = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        token: incoming.headers.authorization,
        body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
      seen.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function stream(response: ServerResponse, ...events: readonly [string, unknown][]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(
    events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join(""),
  );
}

function memory(value: string | null = null): Storage & { value: string | null } {
  return {
    value,
    get() {
      return this.value;
    },
    set(text) {
      this.value = text;
    },
  };
}

const begin: Answer = (_, response) => json(response, 201, { id: "c1", token: "t1", reply: REPLY });

test("a new conversation says what language the visitor reads", async () => {
  await withServer(
    (_, response) => json(response, 201, { id: "c1", token: "t1", reply: REPLY }),
    async (origin, seen) => {
      await new Conversation(origin, memory(), "zh-Hans").open();
      assert.deepEqual(seen[0]?.body, { locale: "zh-Hans" });
    },
  );
});

test("a conversation begins with the greeting and is kept for the next page", async () => {
  await withServer(begin, async (origin) => {
    const storage = memory();
    const turns = await new Conversation(origin, storage, "en-AU").open();
    assert.equal(turns[0]?.reply?.text, "hello");
    assert.equal(storage.value, '{"id":"c1","token":"t1"}');
  });
});

test("a message goes with the token, and its text comes piece by piece before the reply", async () => {
  const answer: Answer = (request, response) =>
    request.path.endsWith("/messages")
      ? stream(response, ["delta", { text: "hel" }], ["delta", { text: "lo" }], ["reply", REPLY])
      : begin(request, response);
  await withServer(answer, async (origin, seen) => {
    const shown: string[] = [];
    const reply = await new Conversation(origin, memory(), "en-AU").send(
      newMessage({ text: "hi" }),
      (text) => shown.push(text),
    );
    assert.deepEqual(shown, ["hel", "hello"]);
    assert.equal(reply.text, "hello");
    assert.equal(seen[1]?.token, "Bearer t1");
    assert.equal(seen[1]?.path, "/api/v1/conversations/c1/messages");
    assert.match(String(seen[1]?.body["message_id"]), /^[0-9a-f]{32}$/);
  });
});

test("a conversation that the server has forgotten begins anew, once, with the same message", async () => {
  let isForgotten = true;
  const answer: Answer = (request, response) => {
    if (!request.path.endsWith("/messages")) return begin(request, response);
    if (isForgotten) {
      isForgotten = false;
      return json(response, 401, { error: { message: "gone" } });
    }
    return json(response, 200, REPLY);
  };
  await withServer(answer, async (origin, seen) => {
    const reply = await new Conversation(origin, memory('{"id":"old","token":"old"}'), "en-AU").send(
      newMessage({ text: "hi" }),
      () => undefined,
    );
    assert.equal(reply.text, "hello");
    const sent = seen.filter((request) => request.path.endsWith("/messages"));
    assert.equal(sent.length, 2);
    assert.equal(sent[0]?.body["message_id"], sent[1]?.body["message_id"]);
  });
});

test("a lost connection is tried once more with the same message id", async () => {
  let calls = 0;
  const answer: Answer = (request, response) => {
    if (!request.path.endsWith("/messages")) return begin(request, response);
    calls += 1;
    if (calls === 1) return void response.destroy();
    return json(response, 200, REPLY);
  };
  await withServer(answer, async (origin, seen) => {
    await new Conversation(origin, memory(), "en-AU").send(
      newMessage({ choice_id: "more" }),
      () => undefined,
    );
    const sent = seen.filter((request) => request.path.endsWith("/messages"));
    assert.equal(sent[0]?.body["message_id"], sent[1]?.body["message_id"]);
    assert.equal(sent[1]?.body["choice_id"], "more");
  });
});

test("what the server refuses is told in its own words", async () => {
  const answer: Answer = (request, response) =>
    request.path.endsWith("/messages")
      ? json(response, 429, { error: { code: "rate_limited", message: "wait 5 seconds" } })
      : begin(request, response);
  await withServer(answer, async (origin) => {
    const sending = new Conversation(origin, memory(), "en-AU").send(
      newMessage({ text: "hi" }),
      () => undefined,
    );
    await assert.rejects(
      sending,
      (error: unknown) =>
        error instanceof ApiFailure && error.status === 429 && error.message === "wait 5 seconds",
    );
  });
});

test("a kept conversation is shown again", async () => {
  const turns = [
    { role: "adviser", reply: REPLY },
    { role: "visitor", text: "hi" },
    { role: "adviser", reply: REPLY },
  ];
  await withServer(
    (_, response) => json(response, 200, { turns }),
    async (origin, seen) => {
      const opened = await new Conversation(origin, memory('{"id":"c1","token":"t1"}'), "en-AU").open();
      assert.deepEqual(
        opened.map((turn) => turn.visitor ?? turn.reply?.text),
        ["hello", "hi", "hello"],
      );
      assert.equal(seen.length, 1);
    },
  );
});

test("a broken note in storage begins a new conversation", async () => {
  await withServer(begin, async (origin) => {
    const turns = await new Conversation(origin, memory("{not json"), "en-AU").open();
    assert.equal(turns.length, 1);
  });
});

test("a stream that breaks off is asked for again, with the same message id", async () => {
  let calls = 0;
  const answer: Answer = (request, response) => {
    if (!request.path.endsWith("/messages")) return begin(request, response);
    calls += 1;
    if (calls === 1) return stream(response, ["delta", { text: "hel" }]);
    return stream(response, ["delta", { text: "hello" }], ["reply", REPLY]);
  };
  await withServer(answer, async (origin, seen) => {
    const shown: string[] = [];
    const message = newMessage({ text: "hi" });
    await new Conversation(origin, memory(), "en-AU").send(message, (text) => shown.push(text));
    assert.deepEqual(shown, ["hel", "hello"]);
    const ids = seen.slice(1).map((request) => request.body["message_id"]);
    assert.deepEqual(ids, [message.message_id, message.message_id]);
  });
});

test("a failure inside a stream is told in the server's words and not repeated", async () => {
  const answer: Answer = (request, response) =>
    request.path.endsWith("/messages")
      ? stream(response, ["error", { error: { code: "internal", message: "quote this id" } }])
      : begin(request, response);
  await withServer(answer, async (origin, seen) => {
    const sending = new Conversation(origin, memory(), "en-AU").send(
      newMessage({ text: "hi" }),
      () => undefined,
    );
    await assert.rejects(sending, { message: "quote this id" });
    assert.equal(seen.length, 2);
  });
});

test("a server that stays away is asked twice and no more", async () => {
  const answer: Answer = (request, response) =>
    request.path.endsWith("/messages") ? void response.destroy() : begin(request, response);
  await withServer(answer, async (origin, seen) => {
    const sending = new Conversation(origin, memory(), "en-AU").send(
      newMessage({ text: "hi" }),
      () => undefined,
    );
    await assert.rejects(sending, TypeError);
    assert.equal(seen.filter((request) => request.path.endsWith("/messages")).length, 2);
  });
});
