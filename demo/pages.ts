// The way from page to page, on each of them.
const pages: readonly (readonly [file: string, title: string])[] = [
  ['index', 'Sign-in'],
  ['playground', 'Playground'],
  ['form', 'Form'],
  ['alone', 'By itself'],
  ['no-script', 'No script'],
  ['dialog', 'Dialog'],
  ['two-steps', 'Two steps'],
  ['own-adapter', 'Own adapter'],
  ['sms', 'SMS'],
  ['better-auth', 'Better Auth'],
  ['cognito', 'Cognito'],
  ['firebase', 'Firebase'],
  ['supabase', 'Supabase'],
  ['design-systems', 'Design systems'],
];

/** Fills the page's navigation. */
export function navigate(): void {
  const here = /([\w-]+)(?:\.html)?$/.exec(location.pathname)?.[1] ?? 'index';
  document.querySelector('nav')?.append(
    ...pages.map(([file, title]) => {
      const link = document.createElement('a');
      link.href = `./${file}.html`;
      link.textContent = title;
      if (file === here) link.setAttribute('aria-current', 'page');
      return link;
    }),
  );
}
