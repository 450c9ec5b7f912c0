/** Computes the SHA-256 digest of a file on this device; the file goes nowhere. Only where the browser can. */
export function offerDigests(root: ParentNode): void {
  if (!('subtle' in (globalThis.crypto ?? {}))) return;
  for (const chooser of root.querySelectorAll<HTMLInputElement>('input[data-digest-for]')) {
    const target = document.getElementById(chooser.dataset['digestFor'] ?? '');
    if (!(target instanceof HTMLInputElement)) continue;
    const row = chooser.closest<HTMLElement>('[hidden]');
    if (row !== null) row.hidden = false;
    chooser.addEventListener('change', () => {
      const file = chooser.files?.[0];
      if (file !== undefined) void fill(target, file);
    });
  }
}

async function fill(target: HTMLInputElement, file: File): Promise<void> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  target.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  target.dispatchEvent(new Event('input', { bubbles: true }));
}
