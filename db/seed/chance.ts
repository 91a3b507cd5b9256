/** A number in [0, 1) that depends on the name alone: the town is the same wherever it is made. */
export function chanceOf(name: string): number {
  let mixed = 2_166_136_261;
  for (const letter of name) {
    mixed = Math.imul(mixed ^ letter.codePointAt(0)!, 16_777_619);
  }
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}
