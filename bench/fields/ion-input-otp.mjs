// Ionic's field.
import { defineCustomElement } from '@ionic/core/components/ion-input-otp.js';
import { elements } from './elements.mjs';

defineCustomElement();

export const mount = elements('ion-input-otp', (field) => field.setAttribute('length', '6'));
