// What one client's address counts as: an IPv4 address, or the /64 that an IPv6 address lies in, of which its owner has
// 2^64 to choose from. Where the address comes from, and whether to trust that, is the server's.

/** The address's network; what is no address counts as it is written. */
export function networkOf(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    // Some proxies write the port as well: counted with it, every connection would be another address.
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (!bare.includes(':')) return bare;
  const [head = '', tail, ...more] = bare.replace(/(?<=:)\d+(\.\d+){3}$/, inHexadecimal).split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  if (more.length > 0 || before.length + after.length > 8) return bare;
  const zeros: string[] = new Array<string>(8 - before.length - after.length).fill('0');
  const all = tail === undefined ? before : [...before, ...zeros, ...after];
  if (all.length !== 8 || !all.every((group) => /^[\da-f]{1,4}$/.test(group))) return bare;
  const numbers = all.map((group) => Number.parseInt(group, 16));
  const whole = numbers.map((group) => group.toString(16));
  const [a = 0, b = 0] = numbers.slice(6);
  // ::ffff:a.b.c.d is an IPv4 address, and 64:ff9b::a.b.c.d one that comes by NAT64.
  if (/^(0:0:0:0:0:ffff|64:ff9b:0:0:0:0):/.test(whole.join(':'))) {
    return [a >> 8, a & 255, b >> 8, b & 255].join('.');
  }
  return `${whole.slice(0, 4).join(':')}::/64`;
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

/** As two groups of four digits. A number over 255 makes it one digit more, with which the second is no group. */
function inHexadecimal(dotted: string): string {
  const digits = dotted.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return digits.join('').replace(/^.{4}/, '$&:');
}
