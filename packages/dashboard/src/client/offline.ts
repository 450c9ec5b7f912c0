/** Lets pages that were read be read again without a connection, and says so where one is shown. */
export function readOffline(): void {
  const made = document.documentElement.dataset['made'];
  const notice = document.querySelector<HTMLElement>('[data-offline]');
  const tell = (): void => {
    if (notice === null) return;
    notice.hidden = navigator.onLine;
    const moment = notice.querySelector<HTMLTimeElement>('[data-offline-moment]');
    if (moment === null || made === undefined) return;
    moment.dateTime = made;
    moment.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(made));
  };
  tell();
  addEventListener('online', tell);
  addEventListener('offline', tell);
  // Where it is refused, as in a private window, nothing is lost: the page works without copies, and never says that it
  // has one. What is being read comes from the server all the same.
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/worker.js').catch(() => undefined);
}
