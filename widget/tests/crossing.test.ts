import assert from "node:assert/strict";
import { test } from "node:test";
import { takeToken } from "../src/crossing.ts";

function page(hash: string): { location: Location; history: History; shown: string[] } {
  const shown: string[] = [];
  const location = { hash, pathname: "/courses", search: "?a=b" } as Location;
  const history = {
    state: 7,
    replaceState: (state: unknown, _: string, url: string) => shown.push(`${state} ${url}`),
  } as unknown as History;
  return { location, history, shown };
}

test("a token is taken out of the address, and the rest of the address stays", () => {
  const { location, history, shown } = page("#continue=c_AZ09-_");
  assert.equal(takeToken(location, history), "c_AZ09-_");
  assert.deepEqual(shown, ["7 /courses?a=b"]);
});

test("any other fragment is left to the page", () => {
  for (const hash of ["", "#top", "#continue=", "#continue=a b", "#continue=<b>", `#continue=${"a".repeat(65)}`]) {
    const { location, history, shown } = page(hash);
    assert.equal(takeToken(location, history), null);
    assert.deepEqual(shown, []);
  }
});
