// What a page's owner sets, by attributes of the element or of the script.

import { spokenBy } from "./strings.ts";

export interface Options {
  readonly origin: string;
  readonly locale: string;
  readonly title: string;
  readonly colour: string;
  readonly position: "bottom-left" | "bottom-right";
  readonly greeting: string;
  readonly suggestions: readonly string[];
}

export type Read = (name: string) => string | null;

const COLOUR = /^#[0-9a-f]{6}$/i;
const DEFAULT_COLOUR = "#0f5c5c";
// WCAG 2.2, 1.4.3: text against its ground.
const CONTRAST_MIN = 4.5;

// `browser` is the language of a visitor's browser, for pages that set none.
export function readOptions(read: Read, scriptOrigin: string, browser = ""): Options {
  return {
    origin: webOrigin(read("origin")) ?? scriptOrigin,
    locale: locale(read("locale")?.trim() || spokenBy(browser)),
    title: read("title")?.trim() ?? "",
    colour: colour(read("primary-colour") ?? read("primary-color")),
    position: read("position") === "bottom-left" ? "bottom-left" : "bottom-right",
    greeting: read("greeting")?.trim() ?? "",
    suggestions: (read("suggestions") ?? "")
      .split("|")
      .map((text) => text.trim())
      .filter(Boolean),
  };
}

// White text has to stay readable on it: a lighter colour is not taken.
export function colour(value: string | null): string {
  const wanted = value?.trim() ?? "";
  return COLOUR.test(wanted) && contrastWithWhite(wanted) >= CONTRAST_MIN ? wanted : DEFAULT_COLOUR;
}

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
export function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function locale(value: string): string {
  try {
    return new Intl.Locale(value || "en-AU").toString();
  } catch {
    return "en-AU";
  }
}

function webOrigin(value: string | null): string | null {
  try {
    const { protocol, origin } = new URL(value ?? "");
    return /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
}
