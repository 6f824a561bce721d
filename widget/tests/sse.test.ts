import assert from "node:assert/strict";
import { test } from "node:test";
import { EventParser, readEvents, type ServerEvent } from "../src/sse.ts";

const STREAM =
  ': hello\r\nevent: delta\r\ndata: {"text": "naïve 🦘"}\r\n\r\n' +
  "data: one\ndata: two\n\nevent: reply\rdata:last\r\r\n";
const EVENTS: readonly ServerEvent[] = [
  { name: "delta", data: '{"text": "naïve 🦘"}' },
  { name: "message", data: "one\ntwo" },
  { name: "reply", data: "last" },
];

test("events are the same wherever the text is cut", () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const parser = new EventParser();
    assert.deepEqual(
      [...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))],
      EVENTS,
      `cut at ${cut}`,
    );
  }
});

test("events are the same when every byte arrives alone", async () => {
  const bytes = new TextEncoder().encode(STREAM);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  assert.deepEqual(events, EVENTS);
});

test("an event that was cut off is none", () => {
  assert.deepEqual([...new EventParser().push("event: reply\ndata: half")], []);
});
