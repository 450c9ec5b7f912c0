/** Whether this can be the name of a key: not empty, no spaces of any kind, no plus (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name) && !hasControls(name);
}

/** Whether there is an ASCII control character, other than those that are allowed. */
export function hasControls(text: string, allowed = ''): boolean {
  for (let place = 0; place < text.length; place += 1) {
    if (text.charCodeAt(place) < 0x20 && !allowed.includes(text[place] as string)) return true;
  }
  return false;
}
