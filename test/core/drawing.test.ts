// docs/confirmation.svg is the machine's own picture: as it would be drawn now, and with every phase, outcome and event
// that the types know.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { DRAWING, draw } from '../../tools/draw.js';
import { EVENTS, movesOf } from '../../tools/drawing/moves.js';

const checkedIn = readFileSync(DRAWING, 'utf8');
/** Every word that is written in the picture. */
const words = new Set(
  [...checkedIn.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].flatMap(([, text = '']) =>
    text
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .split(/[^a-z-]+/)
      .filter(Boolean),
  ),
);

const file = new URL('../../src/core/index.ts', import.meta.url).pathname;
const program = ts.createProgram([file], {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
});

/** The literals of a type of core's, or of a member of it, as the compiler knows them. */
function literalsOf(name: string, member?: string): readonly string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const exported = source && checker.getSymbolAtLocation(source);
  const symbol = exported && checker.getExportsOfModule(exported).find((each) => each.name === name);
  assert.ok(source && symbol, `core exports ${name}`);
  let type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol));
  if (member) {
    const property = checker.getPropertyOfType(type, member);
    assert.ok(property, `${name} has ${member}`);
    type = checker.getTypeOfSymbolAtLocation(property, source);
  }
  return (type.isUnion() ? type.types : [type]).map((each) => {
    assert.ok(each.isStringLiteral(), `${name} is of literals`);
    return each.value;
  });
}

describe('the drawing of the confirmation', () => {
  it('is current', async () => {
    assert.equal(
      await draw(),
      checkedIn,
      'The machine has changed: run `npm run draw` and look at what came of it.',
    );
  });
  it('shows each phase', () => {
    const phases = literalsOf('Phase');
    assert.equal(phases.length, 12);
    assert.deepEqual(
      phases.filter((phase) => !words.has(phase)),
      [],
    );
  });
  it('shows each outcome', () => {
    const kinds = [...literalsOf('Outcome', 'kind'), ...literalsOf('IssueOutcome', 'kind')];
    assert.ok(kinds.includes('already-used') && kinds.includes('undeliverable'));
    assert.deepEqual(
      kinds.filter((kind) => !words.has(kind)),
      [],
    );
  });
  it('comes of every event', () => {
    const events = literalsOf('Event', 'type');
    assert.ok(events.includes('vetoed'));
    assert.deepEqual(
      events.filter((type) => !EVENTS.has(type)),
      [],
    );
  });
  it('names each event that moves anything', () => {
    for (const { by } of movesOf().moves) assert.ok(words.has(by), `${by} is not in the picture`);
  });
});
