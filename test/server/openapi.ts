// Whether an answer of the endpoint is what the OpenAPI document says: status, media type, headers, body.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const document = JSON.parse(
  readFileSync(new URL('../../src/server/openapi.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema(document, 'openapi');

/** The object that a reference in the document leads to. */
const resolved = (node: any): any =>
  node?.$ref === undefined
    ? node
    : resolved(
        node.$ref
          .split('/')
          .slice(1)
          .reduce((at: any, name: string) => at[name], document),
      );

const escaped = (name: string): string =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function assertFits(path: readonly string[], value: unknown): void {
  const validate = ajv.getSchema(`openapi#/${path.map(escaped).join('/')}`);
  assert.ok(validate, `the document has no ${path.join(' ')}`);
  if (!validate(value)) assert.fail(`${path.join(' ')}: ${ajv.errorsText(validate.errors)}`);
}

export const operations: readonly string[] = Object.keys(document.paths).map((path) => path.slice(1));

/** Fails where the document does not have this answer. Other paths than those of the operations are not its business. */
export function assertInDocument(operation: string, status: number, headers: Headers, body: unknown): void {
  if (!operations.includes(operation)) return;
  const path = ['paths', `/${operation}`, 'post', 'responses', String(status)];
  const response = document.paths[`/${operation}`].post.responses[String(status)];
  assert.ok(response, `${operation} never answers ${String(status)}`);
  const type = headers.get('content-type') ?? '';
  assertFits([...path, 'content', type, 'schema'], body);
  for (const [name, given] of Object.entries(response.headers)) {
    const value = headers.get(name);
    const { required = false, schema } = resolved(given);
    if (value === null) assert.equal(required, false, `${name} is missing`);
    else if (schema.const !== undefined) assert.equal(value, schema.const);
    else if (schema.type === 'integer') assert.match(value, /^\d+$/);
  }
}

/** Whether a body is a request as the document has it. */
export function isRequest(operation: string, body: unknown): boolean {
  const path = ['paths', `/${operation}`, 'post', 'requestBody', 'content', 'application/json', 'schema'];
  return ajv.validate({ $ref: `openapi#/${path.map(escaped).join('/')}` }, body);
}
