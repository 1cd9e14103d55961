// input-otp with React, drawn as its own example draws it; all fields in one root.
import { OTPInput } from 'input-otp';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const Cell = ({ char, isActive, hasFakeCaret }) =>
  createElement('div', { className: isActive ? 'cell active' : 'cell' }, char, hasFakeCaret && '|');
const Field = () =>
  createElement(OTPInput, {
    maxLength: 6,
    render: ({ slots }) => slots.map((slot, index) => createElement(Cell, { key: index, ...slot })),
  });

export function mount(parent, count) {
  const root = createRoot(parent);
  root.render(Array.from({ length: count }, (_, key) => createElement(Field, { key })));
  return () => root.unmount();
}
