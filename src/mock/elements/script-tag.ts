// otp-confirm-mock.min.js: what a script tag loads of the sandbox, the mock and its elements, defined.
export * from '../index.js';
export * from './define.js';
