// Zag's machine with its binding for pages without a framework: six inputs that it tells what they are.
import * as pinInput from '@zag-js/pin-input';
import { normalizeProps, spreadProps, VanillaMachine } from '@zag-js/vanilla';

let last = 0;

function createField(parent) {
  const id = String(++last);
  const machine = new VanillaMachine(pinInput.machine, { id, count: 6 });
  const root = document.createElement('div');
  const inputs = Array.from({ length: 6 }, () => document.createElement('input'));
  root.append(...inputs);
  parent.append(root);
  const draw = () => {
    const api = pinInput.connect(machine.service, normalizeProps);
    spreadProps(root, api.getRootProps(), id);
    inputs.forEach((input, index) => spreadProps(input, api.getInputProps({ index }), id));
  };
  draw();
  machine.subscribe(draw);
  machine.start();
  return machine;
}

export function mount(parent, count) {
  const machines = Array.from({ length: count }, () => createField(parent));
  return () => {
    for (const machine of machines) machine.stop();
    parent.replaceChildren();
  };
}
