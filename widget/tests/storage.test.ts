import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionStorageFor } from "../src/storage.ts";
import { newDocument } from "./dom.ts";

test("one adviser's key is not shown to another", () => {
  newDocument();
  sessionStorageFor("https://a.example").set("secret");
  assert.equal(sessionStorageFor("https://a.example").get(), "secret");
  assert.equal(sessionStorageFor("https://b.example").get(), null);
});

test("a page that forbids storage is no obstacle", () => {
  const forbid = () => {
    throw new Error("forbidden");
  };
  Object.defineProperty(globalThis, "sessionStorage", { get: forbid, configurable: true });
  const storage = sessionStorageFor("https://a.example");
  storage.set("secret");
  assert.equal(storage.get(), null);
});
