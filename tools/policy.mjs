// The content security policy under which the package promises to work: one home for the sandbox, for the end-to-end
// site and for the pages of the element tests.

const promised = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "lit-html 'allow-duplicates'",
};

/**
 * @param {Record<string, string>} more what a page adds to a directive, or a directive of its own
 * @returns {string} the value of the header
 */
export const policy = (more = {}) =>
  [...new Set([...Object.keys(promised), ...Object.keys(more)])]
    .map((name) => [name, promised[name], more[name]].filter(Boolean).join(' '))
    .join('; ');

/** Of a whole page that has a form and an icon, and is shown in no other one. */
export const pagePolicy = (more = {}) =>
  policy({
    'img-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    ...more,
  });
