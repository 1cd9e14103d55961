// How the custom elements among the fields are put into a page, and taken out of it again.

/** @param {(field: HTMLElement) => void} [prepare] */
export const elements =
  (name, prepare = () => undefined) =>
  (parent, count) => {
    const fields = Array.from({ length: count }, () => {
      const field = document.createElement(name);
      prepare(field);
      return field;
    });
    parent.append(...fields);
    return () => parent.replaceChildren();
  };
