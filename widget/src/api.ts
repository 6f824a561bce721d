// The client of /api/v1: one conversation, begun when it is first needed and begun anew when the
// server has forgotten it.

import { asFields, asList, asString, parseReply, type Reply } from "./reply.ts";
import { readEvents } from "./sse.ts";
import type { Storage } from "./storage.ts";

export interface Turn {
  readonly visitor: string | null;
  readonly reply: Reply | null;
}

export type Outgoing = { readonly text: string } | { readonly choice_id: string };

// However often it is sent, it is one turn: the server knows it by its id.
export type Message = Outgoing & { readonly message_id: string };

// Called with all of the reply's text that has come so far.
export type OnProgress = (text: string) => void;

interface Key {
  readonly id: string;
  readonly token: string;
}

// `message` is for the visitor: the server's own words, empty where it gave none.
export class ApiFailure extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const ATTEMPTS = 2;
const TIMEOUT_MILLISECONDS = 30_000;

export class Conversation {
  readonly #base: string;
  readonly #storage: Storage;
  readonly #locale: string;
  #key: Key | null;

  constructor(origin: string, storage: Storage, locale: string) {
    this.#base = `${origin}/api/v1/conversations`;
    this.#storage = storage;
    this.#locale = locale;
    this.#key = readKey(storage.get());
  }

  // The turns so far; a new conversation has the adviser's greeting.
  async open(): Promise<readonly Turn[]> {
    if (this.#key) {
      const response = await this.#fetch("GET", `/${this.#key.id}`);
      if (response.ok) return asList(asFields(await response.json())["turns"]).map(parseTurn);
      if (!isForgotten(response)) throw await failure(response);
    }
    return [{ visitor: null, reply: await this.#begin() }];
  }

  // Brings a conversation here that was begun elsewhere; `open` has all of it then.
  async arrive(message: Message): Promise<void> {
    await this.send(message, () => undefined);
  }

  // Raises ApiFailure for what the server refuses, and what fetch raises when it can't be reached.
  async send(message: Message, onProgress: OnProgress): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(JSON.stringify(message), onProgress);
      } catch (error) {
        if (error instanceof ApiFailure || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #attempt(body: string, onProgress: OnProgress): Promise<Reply> {
    if (!this.#key) await this.#begin();
    let response = await this.#post(body);
    if (isForgotten(response)) {
      await this.#begin();
      response = await this.#post(body);
    }
    if (!response.ok) throw await failure(response);
    return readReply(response, onProgress);
  }

  async #begin(): Promise<Reply> {
    this.#key = null;
    const response = await this.#fetch("POST", "", JSON.stringify({ locale: this.#locale }));
    if (!response.ok) throw await failure(response);
    const fields = asFields(await response.json());
    this.#key = { id: asString(fields["id"]), token: asString(fields["token"]) };
    this.#storage.set(JSON.stringify(this.#key));
    return parseReply(fields["reply"]);
  }

  #post(body: string): Promise<Response> {
    return this.#fetch("POST", `/${this.#key?.id ?? ""}/messages`, body);
  }

  #fetch(method: string, path: string, body?: string): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.#key) headers["Authorization"] = `Bearer ${this.#key.token}`;
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      headers["Accept"] = "text/event-stream";
    }
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const init: RequestInit = { method, headers, signal, credentials: "omit" };
    return fetch(this.#base + path, body === undefined ? init : { ...init, body });
  }
}

// crypto.randomUUID is missing on pages without https.
export function newMessage(outgoing: Outgoing): Message {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...outgoing, message_id: id };
}

async function readReply(response: Response, onProgress: OnProgress): Promise<Reply> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || !response.body) return parseReply(await response.json());
  let text = "";
  for await (const event of readEvents(response.body)) {
    const data: unknown = JSON.parse(event.data);
    if (event.name === "delta") onProgress((text += asString(asFields(data)["text"])));
    if (event.name === "reply") return parseReply(data);
    if (event.name === "error") throw new ApiFailure(500, errorMessage(data));
  }
  throw new TypeError("expected the event reply at the end of the stream, got none");
}

async function failure(response: Response): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  return new ApiFailure(response.status, errorMessage(body));
}

function errorMessage(body: unknown): string {
  return asString(asFields(asFields(body)["error"])["message"]);
}

function parseTurn(value: unknown): Turn {
  const fields = asFields(value);
  if (fields["role"] === "visitor") return { visitor: asString(fields["text"]), reply: null };
  return { visitor: null, reply: parseReply(fields["reply"]) };
}

function isForgotten(response: Response): boolean {
  return response.status === 401 || response.status === 404;
}

function readKey(stored: string | null): Key | null {
  if (!stored) return null;
  try {
    const fields = asFields(JSON.parse(stored));
    const key = { id: asString(fields["id"]), token: asString(fields["token"]) };
    return key.id && key.token ? key : null;
  } catch {
    return null;
  }
}
