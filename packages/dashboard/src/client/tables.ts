/**
 * A table that has all the room it needs is no stop for the keyboard. Without scripts each is one, so that none of those
 * that must be moved sideways is out of reach.
 */
export function stopAtWideTables(): void {
  const look = (): void => {
    for (const region of document.querySelectorAll<HTMLElement>('.table')) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else if (region !== document.activeElement) region.removeAttribute('tabindex');
    }
  };
  look();
  addEventListener('resize', look);
  // What was folded has its width only now; this event does not bubble.
  document.addEventListener('toggle', look, true);
}
