// What the platform has.
import { elements } from './elements.mjs';

export const mount = elements('input');
