// The languages of the package, by name: for tests in a browser too, which reads no folder. That there are no others is
// locales.test.ts's.

export const languages = 'ar bn cs de en es fa fr he hi id it ja ko nl pl pt ru ta tr uk vi zh'.split(' ');
