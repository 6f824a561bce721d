// The reply document as the server sends it, read with care: an unknown block is left out, not an
// error.

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export type Verdict = "met" | "near" | "unknown" | "not_met";

export interface Course {
  readonly title: string;
  readonly provider: string;
  readonly url: string | null;
  readonly isSample: boolean;
  readonly verdicts: readonly Verdict[];
}

export type Pair<T> = readonly [label: string, value: T];

export type Block =
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "notice"; readonly tone: "info" | "warning"; readonly text: string }
  | {
      readonly type: "quote";
      readonly text: string;
      readonly title: string;
      readonly url: string | null;
      readonly updatedOn: string | null;
      readonly emphasis: readonly string[];
    }
  | {
      readonly type: "course";
      readonly course: Course;
      readonly facts: readonly Pair<string>[];
      readonly why: readonly string[];
    }
  | {
      readonly type: "comparison";
      readonly titles: readonly string[];
      readonly rows: readonly Pair<readonly string[]>[];
    }
  | { readonly type: "link"; readonly url: string | null; readonly label: string }
  | { readonly type: "choices"; readonly choices: readonly Choice[] }
  | {
      readonly type: "form";
      readonly name: string;
      readonly label: string;
      readonly inputType: "email" | "text";
      readonly autocomplete: string;
      readonly submitLabel: string;
    };

export interface Reply {
  readonly text: string;
  readonly blocks: readonly Block[];
}

type Fields = Readonly<Record<string, unknown>>;

export function parseReply(value: unknown): Reply {
  const fields = asFields(value);
  return { text: asString(fields["text"]), blocks: asList(fields["blocks"]).flatMap(parseBlock) };
}

function parseBlock(value: unknown): Block[] {
  const fields = asFields(value);
  const text = asString(fields["text"]);
  switch (fields["type"]) {
    case "paragraph":
      return [{ type: "paragraph", text }];
    case "notice":
      return [{ type: "notice", tone: fields["tone"] === "warning" ? "warning" : "info", text }];
    case "quote":
      return [parseQuote(text, fields)];
    case "course":
      return [parseCourse(fields)];
    case "comparison":
      return [parseComparison(fields)];
    case "link":
      return [
        { type: "link", url: asWebAddress(fields["url"]), label: asString(fields["label"]) },
      ];
    case "choices":
      return [{ type: "choices", choices: asList(fields["choices"]).map(parseChoice) }];
    case "form":
      return [parseForm(fields)];
    default:
      return [];
  }
}

function parseQuote(text: string, fields: Fields): Block {
  const citation = asFields(fields["citation"]);
  return {
    type: "quote",
    text,
    title: asString(citation["title"]),
    url: asWebAddress(citation["link"] ?? citation["url"]),
    updatedOn: typeof citation["updated_on"] === "string" ? citation["updated_on"] : null,
    emphasis: asList(fields["emphasis"]).map(asString).filter(Boolean),
  };
}

function parseCourse(fields: Fields): Block {
  const course = asFields(fields["course"]);
  return {
    type: "course",
    course: {
      title: asString(course["title"]),
      provider: asString(course["provider"]),
      url: asWebAddress(course["url"]),
      isSample: course["is_sample"] === true,
      verdicts: asList(course["why"]).map((why) => asVerdict(asFields(why)["verdict"])),
    },
    facts: asList(fields["facts"]).map(parseFact),
    why: asList(fields["why_lines"]).map(asString),
  };
}

function parseComparison(fields: Fields): Block {
  return {
    type: "comparison",
    titles: asList(fields["titles"]).map(asString),
    rows: asList(fields["rows"]).map(parseRow),
  };
}

function parseForm(fields: Fields): Block {
  return {
    type: "form",
    name: asString(fields["name"]),
    label: asString(fields["label"]),
    inputType: fields["input_type"] === "email" ? "email" : "text",
    autocomplete: asString(fields["autocomplete"]),
    submitLabel: asString(fields["submit_label"]),
  };
}

function parseFact(value: unknown): Pair<string> {
  const [label, fact] = asList(value);
  return [asString(label), asString(fact)];
}

function parseRow(value: unknown): Pair<readonly string[]> {
  const [label, values] = asList(value);
  return [asString(label), asList(values).map(asString)];
}

function parseChoice(value: unknown): Choice {
  const fields = asFields(value);
  return { id: asString(fields["id"]), label: asString(fields["label"]) };
}

export function asFields(value: unknown): Fields {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asString(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asVerdict(value: unknown): Verdict {
  return value === "met" || value === "near" || value === "not_met" ? value : "unknown";
}

// Anything but http and https (javascript:, data:) is shown as text without a link.
function asWebAddress(value: unknown): string | null {
  return typeof value === "string" && /^https?:\/\//i.test(value) ? value : null;
}
