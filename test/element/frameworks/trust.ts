// For pages into which other libraries write markup and style sheets of their own: the page's policy lets them. Import it
// before the library.
import { lend, nonce } from '../markup.js';

lend('default');
const meta = document.createElement('meta');
meta.name = 'csp-nonce';
meta.content = nonce;
document.head.append(meta);
