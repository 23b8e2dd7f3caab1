/**
 * Keeps the page itself on this machine, so that a browser till opens while head office is down. A new version waits
 * until the till is closed: nothing changes under a cashier's hands. Electron has its files already.
 */
export function keepForOffline(): void {
  const isServed = location.protocol === 'https:' || location.protocol === 'http:'
  if (!isServed || !import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // Without it (a private window, say) the till works as long as the page can be loaded.
  navigator.serviceWorker.register('./sw.js', { scope: './' }).catch(() => undefined)
}
